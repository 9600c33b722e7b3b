import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decideAudit } from '../../../templates/aa/typescript/src/server/audit/audit-policy.ts';
import {
  parseAuditPolicy,
  readAuditPolicy,
} from '../../../templates/aa/typescript/src/server/audit/read-audit-policy.ts';
import { attributesOf } from '../../../templates/aa/typescript/src/server/authorization/attributes.ts';
import { readRequestInfo } from '../../../templates/aa/typescript/src/server/request/request-info.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const directory = useTemporaryDirectory();
const policyOf = (rules: readonly object[], more: object = {}) =>
  parseAuditPolicy(JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules, ...more }));

const alice = { name: 'alice', uid: '', groups: ['dev', 'ops'], extra: {}, source: 'token' } as const;
const asked = (text: string) => {
  const [method = '', target = ''] = text.split(' ');
  const url = new URL(target, 'https://a');
  const request = { method, path: url.pathname, query: url.searchParams };
  return attributesOf(request, readRequestInfo(request));
};

const widgets = '/apis/demo.kx.dev/v1/namespaces/a/widgets';
const of = (...resources: readonly string[]) => ({ resources: [{ group: 'demo.kx.dev', resources }] });

it.each([
  [{}, `GET ${widgets}`, true],
  [{ users: ['alice'] }, `GET ${widgets}`, true],
  [{ users: ['bob'] }, `GET ${widgets}`, false],
  [{ userGroups: ['x', 'ops'] }, 'GET /version', true],
  [{ userGroups: ['x'] }, 'GET /version', false],
  [{ verbs: ['list'] }, `GET ${widgets}`, true],
  [{ verbs: ['get'] }, `GET ${widgets}`, false],
  [{ verbs: ['get'] }, 'GET /version', true],
  [{ namespaces: ['a'] }, `GET ${widgets}`, true],
  [{ namespaces: ['b'] }, `GET ${widgets}`, false],
  [{ namespaces: [''] }, 'GET /apis/demo.kx.dev/v1/widgetclasses', true],
  [{ namespaces: ['a'] }, 'GET /version', false],
  [of('widgets'), `POST ${widgets}`, true],
  [of('widgets'), `GET ${widgets}/w/status`, false],
  [of('widgets/status'), `GET ${widgets}/w/status`, true],
  [of('widgets/*'), `GET ${widgets}/w/status`, true],
  [of('*/scale'), `GET ${widgets}/w/scale`, true],
  [of('*/scale'), `GET ${widgets}/w/status`, false],
  [of('*'), `GET ${widgets}/w/status`, true],
  [of(), `GET ${widgets}/w/status`, true],
  [{ resources: [{ group: '' }] }, `GET ${widgets}`, false],
  [{ resources: [{ group: '*' }] }, `GET ${widgets}`, true],
  [{ resources: [{ group: '*', resources: ['widgets'], resourceNames: ['w'] }] }, `GET ${widgets}/w`, true],
  [{ resources: [{ group: '*', resources: ['widgets'], resourceNames: ['v'] }] }, `GET ${widgets}/w`, false],
  [{ nonResourceURLs: ['/version'] }, 'GET /version', true],
  [{ nonResourceURLs: ['/health*'] }, 'GET /healthz', true],
  [{ nonResourceURLs: ['*'] }, 'GET /healthz', true],
  [{ nonResourceURLs: ['*'] }, `GET ${widgets}`, false],
])('%j fits %s: %s', (rule, request, fits) => {
  const policy = policyOf([{ level: 'Request', ...rule }]);
  expect(decideAudit(policy, alice, asked(request)).level).toBe(fits ? 'Request' : 'None');
});

it('takes the first rule that fits, and adds its stages to those of the policy', () => {
  const policy = policyOf(
    [
      { level: 'None', users: ['bob'] },
      { level: 'Metadata', omitStages: ['Panic'], omitManagedFields: false },
      { level: 'RequestResponse' },
    ],
    { omitStages: ['RequestReceived'], omitManagedFields: true },
  );
  expect(decideAudit(policy, alice, asked('GET /version'))).toEqual({
    level: 'Metadata',
    omitStages: ['RequestReceived', 'Panic'],
    omitManagedFields: false,
  });
  expect(decideAudit(policy, { ...alice, name: 'bob' }, asked('GET /version')).level).toBe('None');
  expect(decideAudit(policy, undefined, asked('GET /version')).level).toBe('Metadata');
});

it('reads YAML', async () => {
  const file = join(directory(), 'policy.yaml');
  writeFileSync(
    file,
    '# who writes\napiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n  verbs: [create]\n',
  );
  expect((await readAuditPolicy(file)).rules).toMatchObject([{ level: 'Metadata', verbs: ['create'] }]);
});

it.each([
  [{ level: 'Everything' }, 'rules[0].level: must be one of None, Metadata, Request, RequestResponse'],
  [{ level: 'None', user: ['a'] }, 'rules[0].user: unknown field'],
  [{ level: 'None', users: 'a' }, 'rules[0].users: must be a list'],
  [{ level: 'None', users: [1] }, 'rules[0].users: must be a list of strings'],
  [{ level: 'None', resources: ['pods'] }, 'rules[0].resources: must be a list of objects'],
  [
    { level: 'None', resources: [{ group: '', resourceNames: ['a'] }] },
    'rules[0].resources[0].resourceNames: using resourceNames requires at least one resource',
  ],
  [{ level: 'None', omitStages: ['Never'] }, 'rules[0].omitStages: allowed stages are RequestReceived'],
  [{ level: 'None', omitManagedFields: 'yes' }, 'rules[0].omitManagedFields: must be true or false'],
  [{ level: 'None', nonResourceURLs: ['a'] }, "rules[0].nonResourceURLs: a must begin with a '/' character"],
  [{ level: 'None', nonResourceURLs: ['/*/a'] }, "may have '*' as its last character alone"],
  [
    { level: 'None', nonResourceURLs: ['/a'], namespaces: ['a'] },
    'rules cannot apply to both regular resources and non-resource URLs',
  ],
])('refuses %j', (rule, problem) => {
  expect(() => policyOf([rule])).toThrow(problem);
});

it.each([
  ['kind: Policy', 'it must be a Policy of audit.k8s.io/v1'],
  ['{"apiVersion":"audit.k8s.io/v1","kind":"Policy"}', 'rules: at least one is required'],
  ['a: [', 'line'],
])('refuses a file of %s', async (text, reason) => {
  const file = join(directory(), 'bad.yaml');
  writeFileSync(file, text);
  await expect(readAuditPolicy(file)).rejects.toThrow(`--audit-policy-file ${file} cannot be used: `);
  await expect(readAuditPolicy(file)).rejects.toThrow(reason);
});
