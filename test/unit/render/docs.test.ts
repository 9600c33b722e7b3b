import { expect, it } from 'vitest';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import { sampleMaker } from '../../../src/model/sample/sample-maker.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { parseOnly } from '../../../src/options/scaffold-crd/only.ts';
import { code, plainText, shortened } from '../../../src/render/docs/markdown.ts';
import { renderDocsFiles } from '../../../src/render/docs/render-docs.ts';
import { onlyFiles } from '../../../src/render/only-files.ts';

const SCHEMA: Schema = {
  type: 'object',
  description: 'A job by the *clock*.\n\nSecond | paragraph.',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['cronSpec'],
      'x-kubernetes-validations': [
        { rule: 'self.replicas < 9 ||\nself.cronSpec != "a"', message: 'too many | few' },
      ],
      properties: {
        cronSpec: { type: 'string', pattern: '^(a|b)`$', description: 'When it <runs>.' },
        replicas: { type: 'integer', format: 'int32', default: 1, minimum: 0, maximum: 10 },
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        },
        tags: { type: 'array', items: { type: 'string' } },
        policy: { type: 'string', enum: ['Allow', ''] },
        any: { 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
};

const version = {
  served: true,
  deprecated: false,
  schema: SCHEMA,
  status: true,
  columns: [{ name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas', priority: 1 }],
  selectableFields: ['.spec.cronSpec'],
} as const;

const RESOURCE: CustomResource = {
  group: 'stable.example.com',
  names: completeNames({ kind: 'CronTab', shortNames: ['ct'] }),
  scope: 'Namespaced',
  versions: [
    { ...version, name: 'v1', storage: true },
    { ...version, name: 'v1beta1', storage: false, deprecated: true, deprecationWarning: 'use v1_' },
  ],
  conversion: { client: { service: { name: 'a', namespace: 'b' } }, reviewVersions: ['v1'] },
  labels: {},
  annotations: {},
};

const SAMPLE_OF = sampleMaker(RESOURCE, undefined).sampleOf;
const [page] = renderDocsFiles(RESOURCE, SAMPLE_OF);
const text = page?.text ?? '';

it.each([
  '# CronTab\n',
  '| Short names | `ct` |\n',
  'kubectl wait --for=condition=Established crd/crontabs.stable.example.com\n',
  '| `crontabs.stable.example.com-viewer` | look | `view` |\n',
  'Objects are stored as `v1`. The webhook `https://a.b.svc:443/` converts between them.\n',
  '## `stable.example.com/v1`\n\nServed, the storage version.\n\nA job by the \\*clock\\*.\n\nSecond \\| paragraph.\n',
  'Served, not stored, deprecated. use v1\\_\n',
  '| `spec` | `object` | yes |  |  |  |\n',
  '| `spec.cronSpec` | `string` | yes |  | matches ``^(a\\|b)`$`` | When it &lt;runs&gt;. |\n',
  '| `spec.replicas` | `int32` |  | `1` | at least 0; at most 10 |  |\n',
  '| `spec.ports` | `object[]` |  |  | items differ in `name` |  |\n| `spec.ports[].name` | `string` | yes |',
  '| `spec.tags` | `string[]` |  |  |  |  |\n| `spec.policy` | `string` |  |  | one of `Allow`, `""` |  |\n',
  '| `spec.any` | `any` |',
  '| `spec` | `self.replicas < 9 \\|\\| self.cronSpec != "a"` | too many \\| few |\n',
  '| Replicas | integer | `.spec.replicas` | with `-o wide` |\n',
  '- `kubectl get crontabs --field-selector spec.cronSpec=VALUE`\n',
  '```yaml\napiVersion: stable.example.com/v1beta1\nkind: CronTab\n',
])('says %j', (line) => {
  expect(text).toContain(line);
});

it('is the same every time, and has rows of one width', () => {
  expect(renderDocsFiles(RESOURCE, SAMPLE_OF)).toEqual([{ path: 'README.md', text, mode: 0o644 }]);
  const tables = text.split('\n\n').filter((part) => part.startsWith('|'));
  for (const lines of tables.map((part) => part.trim().split('\n'))) {
    const widths = lines.map((line) => line.split(/(?<!\\)\|/u).length);
    expect(new Set(widths).size).toBe(1);
  }
});

it.each([
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
  ['a\n  b', '`a b`'],
])('writes %j as code', (plain, markdown) => {
  expect(code(plain)).toBe(markdown);
});

it('escapes what Markdown would read', () => {
  expect(plainText('a_b [c](d) <e> `f` #g ~h~ \\ i\nj')).toBe(
    'a\\_b \\[c\\](d) &lt;e&gt; \\`f\\` \\#g \\~h\\~ \\\\ i j',
  );
});

it('shortens on word ends', () => {
  const long = shortened('word '.repeat(100));
  expect(long.length).toBeLessThan(305);
  expect(long).toMatch(/ word …$/u);
  expect(shortened('first\nline\n\nsecond')).toBe('first line');
});

const files = ['crd.yaml', 'samples/full.yaml', 'rbac/viewer.yaml', 'types/a.ts', 'README.md'].map(
  (path) => ({
    path,
    text: '',
    mode: 0o644 as const,
  }),
);

it.each([
  [undefined, ['crd.yaml', 'samples/full.yaml', 'rbac/viewer.yaml', 'types/a.ts', 'README.md']],
  ['crd', ['crd.yaml']],
  ['docs, sample', ['samples/full.yaml', 'README.md']],
  ['types,rbac,types', ['rbac/viewer.yaml', 'types/a.ts']],
])('--only %s leaves %j', (only, paths) => {
  const parts = parseOnly(only);
  expect(parts.ok && onlyFiles(files, parts.value).map(({ path }) => path)).toEqual(paths);
});

it.each(['samples', '', 'crd,,docs'])('--only %j is refused', (only) => {
  expect(parseOnly(only)).toMatchObject({ ok: false, violations: [{ path: '--only' }] });
});
