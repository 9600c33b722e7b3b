import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/json-value.ts';
import { documentLayer } from '../../../../src/options/answers/document-layer.ts';
import { CERTS_GEN_OPTIONS } from '../../../../src/options/certs-gen/options.ts';
import type { AnswerTable } from '../../../../src/options/command-form.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from '../../../../src/options/scaffold-aa/options.ts';
import { SCAFFOLD_CRD_ARGUMENT, SCAFFOLD_CRD_OPTIONS } from '../../../../src/options/scaffold-crd/options.ts';

const CRD: AnswerTable = { groups: SCAFFOLD_CRD_OPTIONS, argument: SCAFFOLD_CRD_ARGUMENT };
const AA: AnswerTable = { groups: SCAFFOLD_AA_OPTIONS, argument: SCAFFOLD_AA_ARGUMENT };
const CERTS: AnswerTable = { groups: CERTS_GEN_OPTIONS };

it.each<[AnswerTable, JsonObject, RawOptions]>([
  [CRD, {}, {}],
  [CRD, { $schema: './scaffold-crd.json', kind: null }, {}],
  [CRD, { kind: 'CronTab', group: 'example.com' }, { kind: 'CronTab', group: 'example.com' }],
  [CRD, { listKind: 'Tabs', shortNames: ['ct', 1] }, { listKind: 'Tabs', shortName: ['ct', '1'] }],
  [CRD, { status: true }, { status: true }],
  [CRD, { status: false }, { status: false }],
  [CRD, { labels: { a: 'b=c', n: 1, none: null } }, { label: ['a=b=c', 'n=1'] }],
  [CRD, { labels: ['a=b'], annotations: {} }, { label: ['a=b'], annotation: [] }],
  [
    CRD,
    { fields: ['spec.a:string', { path: 'spec.b', type: 'int32' }] },
    { field: ['spec.a:string', 'spec.b:int32'] },
  ],
  [CRD, { versions: ['v1', { name: 'v2', storage: true }] }, { version: ['v1', 'v2,storage'] }],
  [CRD, { columns: [{ name: 'A', type: 'date', jsonPath: '.a' }] }, { column: ['A:date:.a'] }],
  [CRD, { scale: { specReplicasPath: '.a', statusReplicasPath: '.b' } }, { scale: '.a:.b' }],
  [CRD, { scale: '.a:.b', selectableFields: ['.a'] }, { scale: '.a:.b', selectable: ['.a'] }],
  [AA, { name: 'my-aa', certs: false, version: 'v1' }, { name: 'my-aa', certs: false, version: 'v1' }],
  [CERTS, { days: 365, caDays: '10' }, { days: '365', caDays: '10' }],
  [CERTS, { days: 1.5 }, { days: '1.5' }],
  [
    CERTS,
    { dnsNames: ['a'], ipAddresses: ['::1'], organizations: ['o'], commonName: 'c', keyType: 'p256' },
    { dns: ['a'], ip: ['::1'], org: ['o'], cn: 'c', key: 'p256' },
  ],
])('%#: %j becomes flags', (table, document, options) => {
  const layer = documentLayer(table, document, 'a.yaml');
  expect([layer.options, layer.violations]).toEqual([options, []]);
});

it.each<[AnswerTable, JsonObject, string, string, string?]>([
  [CRD, { kin: 'A' }, 'kin', "there is no answer 'kin'", 'did you mean kind?'],
  [CRD, { 'a b': 1 }, '["a b"]', "there is no answer 'a b'", 'answers: group, kind, plural'],
  [CRD, { __proto__x: 1 }, '__proto__x', 'there is no answer'],
  [CRD, { name: 'A' }, 'name', "there is no answer 'name'"],
  [CRD, { shortName: ['a'] }, 'shortName', 'there is no answer', 'it is called shortNames here'],
  [CRD, { 'short-name': ['a'] }, 'short-name', 'there is no answer', 'it is called shortNames here'],
  [CRD, { dryRun: true }, 'dryRun', 'it concerns one run', 'give it as --dry-run'],
  [CRD, { force: true }, 'force', 'it concerns one run', 'give it as --force'],
  [CRD, { kind: true }, 'kind', 'true is a boolean; a text is expected', 'put it in quotes if it is meant'],
  [CRD, { kind: 1.5 }, 'kind', '1.5 is a number; a text is expected'],
  [CRD, { kind: ['A'] }, 'kind', 'it is a list; a text is expected'],
  [CRD, { kind: { a: 1 } }, 'kind', 'it is a mapping; a text is expected'],
  [CRD, { status: 'yes' }, 'status', "'yes' is a text; true or false is expected"],
  [CRD, { status: 1 }, 'status', '1 is a number; true or false is expected'],
  [CRD, { fields: 3 }, 'fields', '3 is a number; a list is expected'],
  [CRD, { fields: 'spec.a:string' }, 'fields', "'spec.a:string' is a text; a list is expected"],
  [CRD, { fields: { path: 'a' } }, 'fields', 'it is a mapping; a list is expected'],
  [CRD, { fields: [null] }, 'fields[0]', 'it is null; a text or a mapping is expected'],
  [CRD, { fields: ['a:string', ['b']] }, 'fields[1]', 'it is a list; a text or a mapping is expected'],
  [
    CRD,
    { fields: [{ path: 'a', type: 'int32', minn: 0 }] },
    'fields[0].minn',
    "no 'minn'",
    'did you mean min?',
  ],
  [CRD, { shortNames: [{}] }, 'shortNames[0]', 'it is a mapping; a text is expected'],
  [CRD, { shortNames: 'a'.repeat(99) }, 'shortNames', `'${'a'.repeat(40)}…' is a text; a list is expected`],
  [CRD, { labels: 'a=b' }, 'labels', "'a=b' is a text; a mapping is expected"],
  [CRD, { labels: { a: true } }, 'labels.a', 'true is a boolean; a text is expected'],
  [CRD, { labels: { 'a.b/c': {} } }, 'labels["a.b/c"]', 'it is a mapping; a text is expected'],
  [CRD, { labels: { 'a=b': 'c' } }, 'labels["a=b"]', "'a=b' cannot be a key"],
  [CRD, { scale: { specReplicasPath: '.a' } }, 'scale', 'scale needs its statusReplicasPath'],
  [CERTS, { days: true }, 'days', 'true is a boolean; a text is expected'],
  [CERTS, { passphrase: 'x' }, 'passphrase', "there is no answer 'passphrase'"],
])('%#: %j is wrong at %s', (table, document, path, message, hint) => {
  const { violations } = documentLayer(table, document, 'a.yaml');
  expect(violations).toMatchObject([
    {
      path: `a.yaml: ${path}`,
      message: expect.stringContaining(message),
      ...(hint === undefined ? {} : { hint: expect.stringContaining(hint) }),
    },
  ]);
});
