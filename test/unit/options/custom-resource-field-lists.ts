import { PLAIN_TYPES } from '../../../src/model/schema/field-type.ts';
import { fc } from '../../support/seeded-fast-check.ts';

const types = [
  ...Object.keys(PLAIN_TYPES),
  'string[]',
  'object[]',
  'int32[]',
  'any[]',
  'string[][]',
  'map<string>',
  'map<int32>',
  'map<quantity>',
  'map<string[]>',
  'map<map<string>>',
];

const patterns = [
  '^[a-z]+$',
  '^a{2,4}$',
  '[0-9]',
  '^(a|b)c?$',
  '^[^ ]+@[a-z]+\\\\.com$',
  '^\\\\d{3}-\\\\w*$',
];
const formats = [
  'uuid',
  'ipv4',
  'ipv6',
  'cidr',
  'mac',
  'uri',
  'email',
  'hostname',
  'date',
  'password',
  'byte',
];

const small = fc.integer({ min: 0, max: 6 });
const bound = fc.constantFrom('-10', '-1', '0', '1', '2.5', '3', '7', '100', '1e3');

const constraint = fc.oneof(
  small.map((n) => `minLength=${n}`),
  small.map((n) => `maxLength=${n}`),
  small.map((n) => `minItems=${n}`),
  small.map((n) => `maxItems=${n}`),
  small.map((n) => `minProperties=${n}`),
  small.map((n) => `maxProperties=${n}`),
  bound.map((n) => `min=${n}`),
  bound.map((n) => `max=${n}`),
  fc.constantFrom('0.1', '0.5', '2', '3', '10').map((n) => `multipleOf=${n}`),
  fc.constantFrom(...patterns).map((pattern) => `pattern="${pattern}"`),
  fc.constantFrom(...formats).map((format) => `format=${format}`),
  fc.constantFrom('enum=a|b', 'enum=1|2|3', 'enum="a b"|c', 'enum=true'),
  fc.constantFrom('exclusiveMin', 'exclusiveMax', 'nullable', 'immutable', 'preserve', 'embedded'),
  fc.constantFrom('listType=set', 'listType=map,listMapKey=name', 'listType=atomic', 'mapType=atomic'),
  fc.constant('desc="some text: with a # and \\n a second line"'),
);

const defaultText = fc.constantFrom(
  '',
  '',
  '',
  '',
  '=1',
  '=a',
  '=true',
  '=[]',
  '={}',
  '=["a"]',
  '={"name":"x"}',
  '=2026-01-31',
  '=0.5',
);

/** The constraints of types that are easily right, so that many lists are. */
const constraintsByType: Readonly<Record<string, readonly string[]>> = {
  string: [
    'minLength=2',
    'maxLength=5',
    'pattern="^[a-z]+$"',
    'enum=a|b',
    'format=uuid',
    'nullable',
    'immutable',
  ],
  int32: ['min=0', 'max=10', 'multipleOf=2', 'enum=1|2', 'immutable', 'nullable', 'min=0,exclusiveMin'],
  number: ['min=0.5', 'max=2.5', 'multipleOf=0.1', 'max=-1,exclusiveMax'],
  'string[]': ['listType=set', 'minItems=3', 'maxItems=4', 'listType=set,minItems=2', 'immutable'],
  'map<string>': ['minProperties=2', 'maxProperties=3', 'mapType=atomic', 'immutable'],
  object: ['preserve', 'embedded', 'nullable', 'immutable', 'minProperties=1'],
};

const path = fc.oneof(
  fc.constantFrom(
    'spec.a',
    'spec.b',
    'spec.c',
    'spec.d',
    'spec.x.a',
    'spec.x.b',
    'status.s',
    'status.t.u',
    'data',
  ),
  fc.constantFrom(
    'spec.l[].name',
    'spec.l[].value',
    'spec.m{}.v',
    'spec.m{}.w[]',
    'spec.n[]',
    'spec.k{}',
    'spec.l',
  ),
);

const anyField = fc
  .tuple(path, fc.constantFrom(...types), fc.boolean(), defaultText, fc.array(constraint, { maxLength: 2 }))
  .map(([at, type, required, value, constraints]) => {
    const braces = constraints.length === 0 ? '' : `{${constraints.join(',')}}`;
    return `${at}:${type}${required ? '!' : ''}${value}${braces}`;
  });

const likelyField = fc
  .tuple(path, fc.constantFrom(...Object.keys(constraintsByType)), fc.boolean(), fc.nat({ max: 10 }))
  .map(([at, type, required, which]) => {
    const constraints = constraintsByType[type]?.[which];
    return `${at}:${type}${required && !/[\]}]$/.test(at) ? '!' : ''}${constraints === undefined ? '' : `{${constraints}}`}`;
  });

/** Lists of `--field` values, right and wrong ones; no path comes twice. */
export const fieldLists = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: likelyField }, anyField), {
  maxLength: 6,
  selector: (field) => field.split(':', 1)[0],
});
