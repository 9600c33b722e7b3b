import type { Arbitrary } from 'fast-check';
import { fc } from '../support/seeded-fast-check.ts';

/** Flags of kx scaffold crd, as words of a command line, without names and group. */
export type RandomAnswers = readonly string[];

const often = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const rarely = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const COUNT = fc.constantFrom(0, 1, 2, 3, 5, 10);
const TEXT = fc.constantFrom(
  '',
  'a',
  'b',
  'abc',
  '1h',
  '10.0.0.1',
  'a b',
  'x'.repeat(12),
  '2026-01-31T00:00:00Z',
);
const PATTERN = fc.constantFrom(
  '^[a-z]+$',
  '^\\d{2,3}$',
  '^(a|bc)*$',
  '[A-Z]',
  '^$',
  '^.{3,}$',
  '^\\p{L}+$',
  '^(?i)ab$',
  '^a.c$',
  '\\bx',
  '^(?=a)',
  '(a',
  '^\\w+(\\.\\w+)*$',
  '^[^/]+/[^/]+$',
  'a{1001}',
);
const FORMAT = fc.constantFrom(
  'ipv4',
  'ipv6',
  'cidr',
  'uri',
  'email',
  'hostname',
  'uuid',
  'byte',
  'date',
  'date-time',
  'duration',
  'mac',
  'password',
  'k8s-short-name',
  'isbn',
  'nonsense',
);
const CONSTRAINTS: Readonly<Record<string, Readonly<Record<string, Arbitrary<string | undefined>>>>> = {
  string: {
    minLength: rarely(COUNT.map(String)),
    maxLength: often(fc.constantFrom('3', '5', '12', '40', '300')),
    pattern: rarely(PATTERN.map((text) => JSON.stringify(text))),
    format: rarely(FORMAT),
    enum: rarely(
      fc
        .uniqueArray(TEXT, { minLength: 1, maxLength: 3 })
        .map((all) => all.map((each) => JSON.stringify(each)).join('|')),
    ),
  },
  int32: numeric(fc.constantFrom('-5', '0', '1', '3', '10', '100', '2147483647')),
  int64: numeric(fc.constantFrom('-9007199254740991', '0', '7', '9007199254740991')),
  integer: numeric(fc.constantFrom('-1', '0', '6', '12')),
  number: numeric(fc.constantFrom('-1.5', '0', '0.1', '2.5', '10')),
  double: numeric(fc.constantFrom('0.25', '1', '1e3')),
  float: numeric(fc.constantFrom('0.5', '2')),
  boolean: { enum: rarely(fc.constantFrom('true', 'false', 'true|false')) },
  date: {},
  'date-time': {},
  duration: {},
  byte: { maxLength: rarely(fc.constantFrom('4', '8', '100')) },
  quantity: { enum: rarely(fc.constant('1|2Gi')) },
  'int-or-string': {
    min: rarely(fc.constant('1')),
    maxLength: rarely(fc.constant('5')),
    enum: rarely(fc.constant('1|"a"')),
  },
  any: {},
};

function numeric(bound: Arbitrary<string>): Readonly<Record<string, Arbitrary<string | undefined>>> {
  return {
    min: rarely(
      fc.tuple(bound, rarely(fc.constant(',exclusiveMin'))).map(([min, more]) => min + (more ?? '')),
    ),
    max: rarely(
      fc.tuple(bound, rarely(fc.constant(',exclusiveMax'))).map(([max, more]) => max + (more ?? '')),
    ),
    multipleOf: rarely(fc.constantFrom('1', '2', '5', '0.5')),
    enum: rarely(fc.constantFrom('1', '1|2', '0|3|10')),
  };
}

const DEFAULTS: Readonly<Record<string, Arbitrary<string>>> = {
  string: TEXT.map((text) => JSON.stringify(text)),
  boolean: fc.constantFrom('true', 'false'),
  date: fc.constantFrom('"2026-01-31"', '"2026-02-30"'),
  'date-time': fc.constantFrom('"2026-01-31T00:00:00Z"', '"now"'),
  duration: fc.constantFrom('"1h"', '"1x"'),
  byte: fc.constantFrom('"YQ=="', '"?"'),
  quantity: fc.constantFrom('"1"', '"2Gi"', '"x"', '500'),
  'int-or-string': fc.constantFrom('1', '"50%"', '1.5'),
  any: fc.constantFrom('1', '{}', '{"a":[1]}', '"x"'),
};
const NUMBERS = fc.constantFrom('0', '1', '2', '2.5', '10', '-5', '100');

const ON_ALL = {
  nullable: rarely(fc.constant('')),
  immutable: rarely(fc.constant('')),
  desc: rarely(fc.constant('"What it: is # for"')),
};
const TYPES = Object.keys(CONSTRAINTS);

type Leaf = {
  readonly type: string;
  readonly constraints: readonly string[];
  readonly fallback: string | undefined;
};

const leaf: Arbitrary<Leaf> = fc.constantFrom(...TYPES).chain((type) =>
  fc
    .record({
      constraints: fc.record({ ...CONSTRAINTS[type], ...ON_ALL }).map(written),
      fallback: rarely(DEFAULTS[type] ?? NUMBERS),
    })
    .map((more) => ({ type, ...more })),
);

function written(constraints: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(constraints).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [value === '' ? name : `${name}=${value}`];
  });
}

type Shape = (path: string) => readonly string[];

const field = (path: string, { type, constraints, fallback }: Leaf, required = false): string => {
  const limits = constraints.length === 0 ? '' : `{${constraints.join(',')}}`;
  return `${path}:${type}${required ? '!' : ''}${fallback === undefined ? '' : `=${fallback}`}${limits}`;
};

const leafShape: Arbitrary<Shape> = fc.tuple(leaf, fc.boolean()).map(([value, required]) => (path) => [
  field(path, value, required),
]);

const LIST = fc
  .record({
    listType: rarely(fc.constantFrom('set', 'atomic', 'map')),
    minItems: rarely(COUNT.map(String)),
    maxItems: often(fc.constantFrom('1', '3', '8')),
    nullable: rarely(fc.constant('')),
  })
  .map(written);

const listShape: Arbitrary<Shape> = fc.tuple(leaf, LIST).map(([value, constraints]) => (path) => [
  `${path}:object[]`.replace('object', value.type) + braces(constraints),
  ...(value.type === 'any' ? [] : [field(`${path}[]`, { ...value, fallback: undefined })]),
]);

const mapShape: Arbitrary<Shape> = fc
  .tuple(
    leaf,
    fc
      .record({
        minProperties: rarely(COUNT.map(String)),
        maxProperties: often(fc.constantFrom('1', '4')),
        mapType: rarely(fc.constantFrom('atomic', 'granular')),
      })
      .map(written),
  )
  .map(([value, constraints]) => (path) => [
    `${path}:map<${value.type}>${braces(constraints)}`,
    ...(value.type === 'any' ? [] : [field(`${path}{}`, { ...value, fallback: undefined })]),
  ]);

function braces(constraints: readonly string[]): string {
  return constraints.length === 0 ? '' : `{${constraints.join(',')}}`;
}

const NAME = fc.constantFrom('a', 'b', 'name', 'cronSpec', 'x-y', 'type', 'size', '__x', 'default', 'in');
const children = (shape: Arbitrary<Shape>): Arbitrary<Shape> =>
  fc
    .uniqueArray(fc.tuple(NAME, shape), { selector: ([name]) => name, minLength: 1, maxLength: 3 })
    .map((members) => (path) => members.flatMap(([name, own]) => own(`${path}.${name}`)));

const scalars = fc.oneof(
  { weight: 4, arbitrary: leafShape },
  { weight: 1, arbitrary: listShape },
  { weight: 1, arbitrary: mapShape },
);

const objectShape = (inner: Arbitrary<Shape>): Arbitrary<Shape> =>
  fc
    .tuple(
      children(inner),
      rarely(
        fc.constantFrom(
          'nullable',
          'preserve',
          'embedded',
          'minProperties=1',
          'maxProperties=2',
          'mapType=atomic',
        ),
      ),
      rarely(fc.constantFrom('={}', '={"a":1}', '={"name":"x"}')),
    )
    .map(([own, constraint, fallback]) => (path) => [
      `${path}:object${fallback ?? ''}${braces(constraint === undefined ? [] : [constraint])}`,
      ...own(path),
    ]);

const objectsShape: Arbitrary<Shape> = fc
  .tuple(children(scalars), fc.boolean(), rarely(fc.constantFrom('name', 'a', 'zz')), LIST)
  .map(([own, isKeyed, key, constraints]) => (path) => [
    `${path}:object[]${braces(isKeyed ? ['listType=map', `listMapKey=${key ?? 'key'}`, 'maxItems=5'] : constraints)}`,
    ...(isKeyed && key === undefined ? [`${path}[].key:string!{maxLength=20}`] : []),
    ...own(`${path}[]`),
  ]);

const nested = objectShape(
  fc.oneof({ weight: 3, arbitrary: scalars }, { weight: 1, arbitrary: objectShape(scalars) }),
);
const shape = fc.oneof(
  { weight: 5, arbitrary: scalars },
  { weight: 2, arbitrary: nested },
  { weight: 1, arbitrary: objectsShape },
);

const fields: Arbitrary<readonly string[]> = fc
  .tuple(
    children(shape),
    rarely(
      fc.constantFrom(
        ['status.phase:string'],
        ['status.conditions:object[]', 'status.conditions[].type:string!'],
      ),
    ),
  )
  .map(([own, status]) => [...own('spec'), ...(status ?? [])]);

const VERSION = fc.tuple(
  fc.constantFrom('v1', 'v2', 'v1beta1', 'v1alpha1', 'vx', 'V1'),
  rarely(fc.constant(',served=false')),
  rarely(fc.constant(',storage')),
  rarely(fc.constantFrom(',deprecated', ',deprecated="use another"')),
);
const versions = fc
  .uniqueArray(VERSION, { selector: ([name]) => name, maxLength: 3 })
  .map((all) => all.map((parts) => parts.map((part) => part ?? '').join('')));

/** What a field was declared as: `spec.a` and `int32`. */
type Declared = { readonly path: string; readonly type: string };

const ELSEWHERE: readonly Declared[] = [
  { path: 'metadata.creationTimestamp', type: 'date' },
  { path: 'metadata.name', type: 'string' },
  { path: 'spec.nowhere', type: 'string' },
];

const COLUMN_TYPES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  date: 'date',
  'date-time': 'date',
  double: 'number',
  float: 'number',
  int32: 'integer',
  int64: 'integer',
  integer: 'integer',
  number: 'number',
};

const column = fc
  .tuple(
    fc.nat(),
    fc.constantFrom('A', 'B b', 'Über', 'A'),
    rarely(fc.constant(':1')),
    rarely(fc.constant('date')),
  )
  .map(([index, name, priority, type]) => (declared: readonly Declared[]) => {
    const field = declared[index % declared.length] ?? { path: 'spec', type: 'object' };
    return `${name}:${type ?? COLUMN_TYPES[field.type] ?? 'string'}:.${field.path}${priority ?? ''}`;
  });

const selectable = fc
  .nat()
  .map((index) => (declared: readonly Declared[]) => `.${declared[index % declared.length]?.path}`);

const ON_TEXT = [
  'self.size() < 50',
  "self != 'x'",
  "self.startsWith('a') || true",
  "self.matches('^a') || self == ''",
  'self == oldSelf',
];
const ON_NUMBER = ['self > 1', 'self >= 0', 'self != 7', 'self == oldSelf', 'self + self < 100'];
const ON_ANY = [
  'true',
  '1',
  'self.',
  'self.foo.bar == 1',
  'self == self',
  'self.all(x, self.all(y, x == y))',
  'has(self.name)',
  '!has(self.a) || true',
  'size(self) < 1000',
];
const RULES: Readonly<Record<string, readonly string[]>> = {
  string: ON_TEXT,
  int32: ON_NUMBER,
  int64: ON_NUMBER,
  integer: ON_NUMBER,
  boolean: ['self', 'self || !self'],
  duration: ["self < duration('100h')"],
  'date-time': ["self > timestamp('2020-01-01T00:00:00Z')"],
  quantity: ['quantity(self).isGreaterThan(quantity("0"))', 'isQuantity(string(self))'],
  'int-or-string': ['type(self) == int ? self < 10 : true', 'self == 1'],
};

const rule = fc
  .tuple(
    fc.nat(),
    fc.nat(),
    rarely(fc.constant(ON_ANY)),
    rarely(fc.constantFrom(' | must be so', ' | a\nb', ' | ')),
  )
  .map(([index, which, others, message]) => (declared: readonly Declared[]) => {
    const { path, type } = declared[index % declared.length] ?? { path: 'spec', type: 'object' };
    const rules = others ?? RULES[type] ?? ON_ANY;
    return `${path}: ${rules[which % rules.length]}${message ?? ''}`;
  });

function declaredIn(words: readonly string[]): readonly Declared[] {
  const all = words.flatMap((word) => {
    const [, path, type] = /^([\w.-]+):([\w-]+)(?![\w[<-])/u.exec(word) ?? [];
    return path === undefined || type === undefined ? [] : [{ path, type }];
  });
  return all.length === 0 ? [{ path: 'spec', type: 'object' }] : all;
}

const repeated = (flag: string, value: Arbitrary<readonly string[]>): Arbitrary<readonly string[]> =>
  value.map((all) => all.flatMap((each) => [flag, each]));
const few = <T>(value: Arbitrary<T>): Arbitrary<readonly T[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(value, { minLength: 1, maxLength: 2 }) },
  );

const SCALE = ['--scale', '.spec.size:.status.size', '--field', 'status.size:int32'];

const plainAnswers = fc
  .tuple(
    repeated('--field', fields),
    repeated('--version', versions),
    repeated('--short-name', few(fc.constantFrom('th', 't', 'thg', 'T', 'a.b', 'po'))),
    repeated('--category', few(fc.constantFrom('all', 'x-y', 'tools', 'A'))),
    often(fc.constantFrom('Cluster', 'Namespaced')).map((scope) =>
      scope === undefined ? [] : ['--scope', scope],
    ),
    often(fc.constant(['--status'])).map((status) => status ?? []),
    rarely(fc.constant(SCALE)).map((scale) => scale ?? []),
    rarely(
      fc.constantFrom(
        ['--plural', 'Things'],
        ['--singular', 'thing2'],
        ['--list-kind', 'Thing'],
        ['--plural', 'oxen'],
        ['--list-kind', 'thing-list'],
      ),
    ).map((names) => names ?? []),
  )
  .map((parts) => parts.flat());

/** Answers as people give them, most of which fit together. */
export const randomAnswers: Arbitrary<RandomAnswers> = fc
  .tuple(
    plainAnswers,
    fc.array(column, { maxLength: 2 }),
    few(rule),
    few(selectable),
    rarely(fc.constant(ELSEWHERE)),
  )
  .map(([words, columns, rules, selectables, elsewhere]) => {
    const declared = [...declaredIn(words), ...(elsewhere ?? [])];
    const flag = (name: string, all: readonly ((known: readonly Declared[]) => string)[]) =>
      all.flatMap((make) => [name, make(declared)]);
    return [
      ...words,
      ...flag('--column', columns),
      ...flag('--rule', rules),
      ...flag('--selectable', selectables),
    ];
  });
