import { fc } from '../../support/seeded-fast-check.ts';
import { widget } from './widget-kinds.ts';

/** The names of what is changed: so few that requests meet. */
export const NAMES: readonly string[] = ['w1', 'w2', 'w3'];

/** A text that is seldom meant. */
export const ODD_TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '.', '..', '%', '%zz', '%00', '%ff', '%2e%2e', '%2F', '__proto__', 'constructor', '*'),
  fc.constantFrom(
    'true',
    '0',
    '-1',
    '1e3',
    '99999999999999999999',
    'NaN',
    'null',
    '[]',
    '{}',
    ',',
    ';',
    '=',
    '!',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constant('a'.repeat(3_000)),
);

const json = fc.jsonValue({ maxDepth: 3 });
const POINTERS = [
  '/spec/size',
  '/spec/tags/-',
  '/spec/tags/9',
  '/metadata',
  '',
  '/',
  '/metadata/labels/a~1b',
  '/~2',
  'spec',
  '/spec/__proto__/x',
];

const jsonPatch = fc.array(
  fc.record(
    {
      op: fc.oneof(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), ODD_TEXT),
      path: fc.oneof(fc.constantFrom(...POINTERS), ODD_TEXT, json),
      from: fc.oneof(fc.constantFrom(...POINTERS), ODD_TEXT),
      value: json,
    },
    { requiredKeys: ['op'] },
  ),
  { maxLength: 6 },
);

/** One that is often named is damaged more often; `nothing` is a field that is not there. */
const FIELDS = [
  'nothing nothing apiVersion kind metadata spec status spec.free spec.free spec.size spec.tags spec.ports',
  'spec.limits spec.percent spec.until spec.name spec.__proto__ spec.unknown spec.nothing metadata.name',
  'metadata.generateName metadata.namespace metadata.uid metadata.resourceVersion metadata.labels',
  'metadata.annotations metadata.finalizers metadata.ownerReferences metadata.managedFields',
  'metadata.creationTimestamp metadata.generation metadata.deletionTimestamp metadata.labels',
].flatMap((line) => line.split(' '));

/** A widget with one field replaced or added, at any depth. */
const damagedWidget = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...FIELDS), json)
  .map(([name, field, value]) => {
    const [outer = '', inner] = field.split('.');
    const whole: Record<string, unknown> = widget(name);
    const within = inner === undefined ? value : { ...Object(whole[outer]), [inner]: value };
    return { ...whole, [outer]: within };
  });

const text = fc.oneof(
  { weight: 6, arbitrary: damagedWidget.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: jsonPatch.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: json.map((value) => JSON.stringify(value)) },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '[',
    '{',
    '{"a":1,"a":2}',
    '['.repeat(20_000),
    '{"a":'.repeat(5_000),
    '1e999',
    '"\\ud800"',
    'nul',
    '\ufeff{}',
  ),
  fc.constantFrom(
    'a: &x [*x]',
    '&a a: *a',
    '- - - -',
    'a: b: c',
    '? [',
    '!!binary x',
    '%YAML 9\n---\n',
    '---\n---\n',
    '\t',
    'a: "\\x',
  ),
);

const damaged = (whole: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.tuple(whole, fc.nat(), fc.nat(255), fc.nat(5)).map(([sent, at, byte, damage]) => {
    const bytes = Buffer.from(sent);
    if (damage === 0 && bytes.length > 0) bytes[at % bytes.length] = byte;
    return damage === 1 ? bytes.subarray(0, at % (bytes.length + 1)) : bytes;
  });

/** A text of which a byte may be another, or the rest may be lost. */
export const damagedText = (whole: string): fc.Arbitrary<Buffer> => damaged(fc.constant(whole));

/** A body of a request. */
export const MALFORMED_BODY: fc.Arbitrary<Buffer> = damaged(text);
