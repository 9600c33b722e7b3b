import { describe, expect, it } from 'vitest';
import type { ClusterAnswer, ClusterClient } from '../../../../src/certs/cluster/cluster-client.ts';
import { applyAll } from '../../../../src/certs/patch/cluster/apply-all.ts';
import { applyConfiguration } from '../../../../src/certs/patch/cluster/apply-configuration.ts';
import { conflictsIn } from '../../../../src/certs/patch/cluster/conflicts.ts';
import { findObjects } from '../../../../src/certs/patch/cluster/find-objects.ts';
import { ClusterError, ConflictError, UsageError } from '../../../../src/errors.ts';
import { checkObjectName } from '../../../../src/options/certs-patch/object-name.ts';

const answer = (status: number, received: object): ClusterAnswer =>
  status < 300
    ? { ok: true, document: { ...received }, status, received: { ...received } }
    : { ok: false, problem: { message: `status ${status}`, cause: '' }, status, received: { ...received } };

type Sent = { readonly path: string; readonly body: string };

/** A client of a server that has these answers, by path without its query. */
function clientOf(
  answers: Readonly<Record<string, ClusterAnswer>>,
): ClusterClient & { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const at = (path: string) => answers[path.split('?')[0] ?? ''] ?? answer(404, {});
  return {
    sent,
    get: async (path) => at(path),
    patch: async (path, { body }) => {
      sent.push({ path, body });
      return at(path);
    },
    close: () => {},
  };
}

const HOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const CONFIG = (name: string, caBundle?: string) => ({
  name,
  clientConfig: { service: { name: 'aa', namespace: 'ns' }, ...(caBundle === undefined ? {} : { caBundle }) },
});
const owned = (name: string) => ({
  [`k:{"name":"${name}"}`]: { '.': {}, 'f:name': {}, 'f:clientConfig': { 'f:caBundle': {} } },
});

function hook(manager: object, ...webhooks: readonly object[]) {
  const metadata = { name: 'w', uid: '7f3a', managedFields: [manager] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata,
    webhooks,
  };
}

async function found(object: object) {
  const client = clientOf({ [`${HOOKS}/w`]: answer(200, object) });
  const resource = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
  const [one] = await findObjects(client, [{ resource, name: 'w' }]);
  if (one === undefined) throw new Error('the client has it');
  return one;
}

const KX = {
  manager: 'kx',
  operation: 'Apply',
  fieldsV1: { 'f:webhooks': { ...owned('a'), ...owned('b') } },
};

it.each([
  ['nobody before', {}, ['b']],
  ['kx before', KX, ['a', 'b']],
  ['another manager', { ...KX, manager: 'helm' }, ['b']],
  ['kx by an update', { ...KX, operation: 'Update' }, ['b']],
  ['kx of another part', { ...KX, subresource: 'status' }, ['b']],
])('applies what changes and what was applied by %s', async (_, manager, names) => {
  const one = await found(hook(manager, CONFIG('a', 'QQ=='), CONFIG('b', 'QQ=='), CONFIG('c')));
  const changing = one.callers.filter(({ caller }) => caller.place.endsWith(' b'));
  expect(applyConfiguration(one, { changing, caBundle: 'Tg==', insecure: [] })).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'w', uid: '7f3a' },
    webhooks: names.map((name) => ({ name, clientConfig: { caBundle: name === 'b' ? 'Tg==' : 'QQ==' } })),
  });
});

const conflict = (manager: string, field = '.spec.caBundle') =>
  answer(409, {
    kind: 'Status',
    details: {
      causes: [{ reason: 'FieldManagerConflict', message: `conflict with "${manager}" using a/v1`, field }],
    },
  });

it.each([
  ['kubectl-client-side-apply', 'patch that first (-f)'],
  ['kubectl', 'patch that first (-f)'],
  ['cert-manager-cainjector', 'would set it again'],
  ['helm', 'the next helm upgrade'],
  ['Mozilla', 'it may set it again'],
])('says what a field of %s means', (manager, sentence) => {
  expect(conflictsIn('APIService a', conflict(manager))).toEqual([
    {
      path: 'APIService a .spec.caBundle',
      message: expect.stringMatching(
        new RegExp(`^is managed by ${manager}: .*${sentence.replace(/[()]/g, '.')}`),
      ),
    },
  ]);
  expect(conflictsIn('APIService a', answer(200, {}))).toEqual([]);
});

describe('applyAll', () => {
  const work = ['a', 'b', 'c'].map((name) => ({ label: name, path: `/${name}`, body: `{"${name}":1}` }));
  const fine = answer(200, {});

  it('sends each object, as kx', async () => {
    const client = clientOf({ '/a': fine, '/b': fine, '/c': fine });
    expect(await applyAll(client, work, { force: true, dryRun: true })).toEqual([]);
    expect(client.sent).toEqual(
      work.map(({ path, body }) => ({ path: `${path}?fieldManager=kx&force=true&dryRun=All`, body })),
    );
  });

  it('finds all conflicts in a dry run', async () => {
    const client = clientOf({ '/a': conflict('x'), '/b': fine, '/c': conflict('y') });
    expect(await applyAll(client, work, { force: false, dryRun: true })).toHaveLength(2);
  });

  it.each([
    ['a conflict that came meanwhile', conflict('x'), ConflictError, 'changed before: a'],
    [
      'an object that is gone',
      answer(409, { message: 'uid mismatch' }),
      ConflictError,
      'deleted or made anew meanwhile; changed before: a',
    ],
    [
      'a user who may not',
      answer(403, { message: 'bs is forbidden' }),
      ClusterError,
      'bs is forbidden; changed before: a',
    ],
    [
      'an object that is not valid',
      answer(422, { message: 'spec.x: Required' }),
      ClusterError,
      'spec.x: Required',
    ],
    ['a server that says nothing', answer(500, {}), ClusterError, 'status 500'],
  ])('stops at %s, and says what was changed before', async (_, second, type, sentence) => {
    const client = clientOf({ '/a': fine, '/b': second, '/c': fine });
    const applying = applyAll(client, work, { force: false, dryRun: false });
    await expect(applying).rejects.toThrow(type);
    await expect(applying).rejects.toThrow(sentence);
    expect(client.sent).toHaveLength(2);
  });
});

describe('findObjects', () => {
  it('takes a server without an API for one without its objects', async () => {
    expect(await findObjects(clientOf({}), [])).toEqual([]);
  });

  it.each([
    ['apiservices.apiregistration.k8s.io', 404, UsageError, "has no apiservices.apiregistration.k8s.io 'x'"],
    [
      'apiservices.apiregistration.k8s.io',
      403,
      ClusterError,
      "cannot read apiservices.apiregistration.k8s.io 'x'",
    ],
  ] as const)('says what is wrong with %s that answers %d', async (resource, status, type, sentence) => {
    const path = '/apis/apiregistration.k8s.io/v1/apiservices/x';
    const finding = findObjects(clientOf({ [path]: answer(status, {}) }), [{ resource, name: 'x' }]);
    await expect(finding).rejects.toThrow(type);
    await expect(finding).rejects.toThrow(sentence);
  });
});

it.each([
  ['apiservice/a', 'apiservices.apiregistration.k8s.io'],
  ['APIServices/a', 'apiservices.apiregistration.k8s.io'],
  ['apiservice.apiregistration.k8s.io/a', 'apiservices.apiregistration.k8s.io'],
  ['crd/a', 'customresourcedefinitions.apiextensions.k8s.io'],
  ['customresourcedefinitions.apiextensions.k8s.io/a', 'customresourcedefinitions.apiextensions.k8s.io'],
  ['mutatingwebhookconfiguration/a', 'mutatingwebhookconfigurations.admissionregistration.k8s.io'],
  ['validatingwebhookconfigurations/a', 'validatingwebhookconfigurations.admissionregistration.k8s.io'],
])('%s is of %s', (text, resource) => {
  expect(checkObjectName(text)).toEqual({ ok: true, value: { resource, name: 'a' } });
});

it.each([
  ['apiservise/a', 'apiservice'],
  ['secret/a', 'no kind that has a caBundle'],
  ['apiservice', 'no kind and name'],
  ['apiservice/', 'no kind and name'],
  ['/a', 'no kind and name'],
  ['apiservice/a/b', 'no kind and name'],
])('%s is no object', (text, sentence) => {
  expect(JSON.stringify(checkObjectName(text))).toContain(sentence);
});
