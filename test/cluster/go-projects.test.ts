import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runKx } from '../support/run-kx.ts';
import { go, gofmt, HAS_GO } from './go-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'kx-go-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const quantity =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
const string = { type: 'string' };
const list = (items: object) => ({ type: 'array', items });
const map = (additionalProperties: object) => ({ type: 'object', additionalProperties });
const object = (properties: object, ...required: string[]) => ({ type: 'object', properties, required });

const DESCRIPTION = "``Quoted'' text:\n- one\n- two\n\n1. three\n# head\n[x]: http://y\n\n+optional";

/** Names, types and texts that Go has other rules for. */
const ODD_FIELDS = {
  type: { ...string, enum: ['', 'func', 'Func', '日本', 'a-b', 'a b'] },
  func: { type: 'boolean', description: DESCRIPTION },
  url: string,
  URL: string,
  'x-y': { type: 'number', format: 'float' },
  '2fa': { type: 'integer', format: 'int32' },
  $ref: string,
  日本: string,
  deepCopyInto: string,
  amount: { 'x-kubernetes-int-or-string': true, pattern: quantity, anyOf: [{ type: 'integer' }, string] },
  port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, string] },
  at: { ...string, format: 'date-time' },
  data: { ...string, format: 'byte' },
  rules: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 10' }] },
  any: { 'x-kubernetes-preserve-unknown-fields': true },
  open: { ...object({ a: string }), 'x-kubernetes-preserve-unknown-fields': true },
  template: {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-preserve-unknown-fields': true,
  },
  lists: list(list(object({ names: list(string), when: { ...string, format: 'date-time' } }))),
  maps: map(map(list({ type: 'integer' }))),
  amounts: map({ 'x-kubernetes-int-or-string': true, pattern: quantity }),
  nulls: list({ ...string, nullable: true }),
  parts: map({ ...object({ names: list(string) }), nullable: true }),
  size: { type: 'integer', default: 3, minimum: 1, maximum: 9 },
  inner: { ...object({ on: { type: 'boolean', default: true } }), default: {} },
};

const schema = (properties: object) => ({
  type: 'object',
  description: DESCRIPTION,
  properties: { spec: object(properties), status: object({ replicas: { type: 'integer' } }) },
});

const version = (name: string, properties: object, more: object = {}) => ({
  name,
  served: true,
  storage: name === 'v1',
  schema: { openAPIV3Schema: schema(properties) },
  subresources: { status: {} },
  ...more,
});

type Names = { readonly kind: string; readonly plural: string; readonly listKind?: string };

const crd = ({ kind, plural, listKind }: Names, versions: readonly object[], scope = 'Namespaced') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.odd.example.org` },
  spec: {
    group: 'odd.example.org',
    names: { kind, plural, singular: kind.toLowerCase(), ...(listKind && { listKind }) },
    scope,
    versions,
  },
});

/** As many characters as a name may have. */
const LONG = `k${'x'.repeat(62)}`;
const ODD = [
  crd({ kind: 'HTTPRoute', plural: 'httproutes' }, [
    version('v1', ODD_FIELDS, {
      additionalPrinterColumns: [{ name: 'A "b"', type: 'string', jsonPath: '.spec.url' }],
    }),
    version('v1beta2', { ...ODD_FIELDS, old: string }, { deprecated: true }),
    version('v1beta1', ODD_FIELDS),
    version('v1alpha1', { url: string }, { deprecated: true, deprecationWarning: 'use "v1"' }),
  ]),
  crd({ kind: 'APIKey', plural: 'apikeys' }, [version('v1', { id: string })], 'Cluster'),
  crd({ kind: 'Sheep', plural: 'sheep', listKind: 'SheepListing' }, [
    version('v1', { wool: { type: 'integer' } }),
  ]),
  crd({ kind: 'Type', plural: 'types' }, [version('v1', {})]),
  crd({ kind: 'All', plural: 'alls' }, [version('v1', { x: string })]),
  crd({ kind: 'AddToScheme', plural: 'addtoschemes' }, [version('v1', {})]),
  crd({ kind: 'Func', plural: 'func' }, [version('v1', {})]),
  // Files are named after them: some of these are files of the template's, of tests, and of other machines.
  crd({ kind: 'Kinds', plural: 'kinds' }, [version('v1', {})]),
  crd({ kind: 'AllKinds', plural: 'allkinds' }, [version('v1', {})]),
  crd({ kind: 'SheepTest', plural: 'sheeptests' }, [version('v1', {})]),
  crd({ kind: 'SheepWindows', plural: 'sheepwindows' }, [version('v1', {})]),
  // The library names what is done with both alike.
  crd({ kind: 'SheepList', plural: 'sheeplists', listKind: 'SheepLists' }, [version('v1', {})]),
  crd({ kind: LONG.replace('k', 'K'), plural: LONG, listKind: LONG.replace('k', 'L') }, [
    version('v1', { x: string }),
  ]),
];

const golden = (name: string) => () =>
  readFileSync(`test/golden/${name}/command`, 'utf8').trimEnd().split('\n');

const odd = (library: string) => () => {
  const file = join(directory, `odd-${library}.json`);
  const text = ODD.map((each) => JSON.stringify(each, library === 'net-http' ? withoutRules : undefined));
  writeFileSync(file, text.join('\n---\n'));
  const platform = ['--language', 'go', '--library', library];
  return ['scaffold', 'aa', 'odd', '--from', file, ...platform, '--no-certs'];
};

/** What that server refuses to serve: rules need CEL. */
const UNSERVED = ['x-kubernetes-validations', 'x-kubernetes-embedded-resource'];
const withoutRules = (name: string, value: unknown) => (UNSERVED.includes(name) ? undefined : value);

describe.runIf(HAS_GO)('a scaffolded server in Go', { timeout: 900_000 }, () => {
  it.each([
    ['golden', golden('aa-go-widget'), /^ok\s+\S+\/server\s/mu],
    ['odd', odd('apiserver'), /^ok\s+\S+\/server\s/mu],
    ['golden of apiserver-runtime', golden('aa-go-apiserver-runtime'), /^ok\s+\S+\/server\s/mu],
    ['odd of apiserver-runtime', odd('apiserver-runtime'), /^ok\s+\S+\/server\s/mu],
    ['golden of net-http', golden('aa-go-net-http'), /^ok\s+\S+\/go-net-http\s/mu],
    ['odd of net-http', odd('net-http'), /^ok\s+\S+\/odd\s/mu],
  ] as const)(
    '%s: is formatted, builds, and its tests pass, with the go.sum that it came with',
    (name, command, passed) => {
      const project = join(directory, name);
      const { status, stderr } = runKx([...command(), '--out', project]);
      expect(status, stderr).toBe(0);
      expect(gofmt(project)).toBe('');
      go(project, 'vet', './...');
      expect(go(project, 'test', './...')).toMatch(passed);
      expect(go(project, 'mod', 'tidy', '-diff')).toBe('');
      expect(go(project, 'mod', 'verify')).toMatch(/^all modules verified/mu);
    },
  );
});

// Where there is Go, nothing is left out.
if (!HAS_GO)
  it.skip('a scaffolded server in Go: there is no Go on this machine (https://go.dev/dl)', () => {});
