import type { JsonValue } from '../../templates/aa/typescript/src/server/api/json.ts';
import type {
  StructuralSchema,
  ValidationRule,
} from '../../templates/aa/typescript/src/server/api/structural-schema.ts';
import { compileCel } from '../../templates/aa/typescript/src/server/cel/evaluate/compile-cel.ts';
import { parseCel } from '../../templates/aa/typescript/src/server/cel/syntax/parse-cel.ts';
import { isKind } from '../../templates/aa/typescript/src/server/cel/values/cel-value.ts';
import { valueOfJson } from '../../templates/aa/typescript/src/server/cel/values/value-of-json.ts';

/** Rules on values of a schema; values are written when there is nothing, changes are from one value to another. */
export type CelRow = {
  readonly rules: readonly ValidationRule[];
  readonly schema: StructuralSchema;
  readonly values: readonly JsonValue[];
  readonly changes: readonly (readonly [from: JsonValue | undefined, to: JsonValue | undefined])[];
};

const TEXT: StructuralSchema = { type: 'string', maxLength: 60 };
const INT: StructuralSchema = { type: 'integer' };
const NUMBER: StructuralSchema = { type: 'number' };
const INT_OR_TEXT: StructuralSchema = { 'x-kubernetes-int-or-string': true, maxLength: 20 };
const TEXTS: StructuralSchema = { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 10 } };
const INTS: StructuralSchema = { type: 'array', maxItems: 5, items: INT };
const SET: StructuralSchema = { ...TEXTS, 'x-kubernetes-list-type': 'set' };
const LABELS: StructuralSchema = {
  type: 'object',
  maxProperties: 5,
  additionalProperties: { type: 'string', maxLength: 10 },
};
const PORT: StructuralSchema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', maxLength: 10 }, port: INT, note: { ...TEXT, nullable: true } },
};
const PORTS: StructuralSchema = {
  type: 'array',
  maxItems: 4,
  items: PORT,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name'],
};
const ODD: StructuralSchema = {
  type: 'object',
  properties: {
    namespace: TEXT,
    'a-b': TEXT,
    'a.b': TEXT,
    a__b: TEXT,
    'a/b': TEXT,
    if: TEXT,
    '0a': TEXT,
    any: { 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const format = (name: string): StructuralSchema => ({ type: 'string', format: name, maxLength: 60 });
const withRule = (schema: StructuralSchema, ...rules: readonly ValidationRule[]): StructuralSchema => ({
  ...schema,
  'x-kubernetes-validations': rules,
});

const rulesOf = (given: string | ValidationRule | readonly ValidationRule[]): readonly ValidationRule[] => {
  if (typeof given === 'string') return [{ rule: given }];
  return 'rule' in given ? [given] : given;
};

/** A rule that new values are held against. */
const row = (
  given: string | ValidationRule | readonly ValidationRule[],
  schema: StructuralSchema,
  ...values: readonly JsonValue[]
): CelRow => ({ rules: rulesOf(given), schema, values, changes: [] });

/** A rule that changes are held against. */
const change = (
  given: string | ValidationRule | readonly ValidationRule[],
  schema: StructuralSchema,
  ...changes: CelRow['changes']
): CelRow => ({ rules: rulesOf(given), schema, values: [], changes });

/** Expressions that have to give what they give here, a row for each value: the rule compares with it. */
const shows = (
  expressions: readonly string[],
  schema: StructuralSchema,
  ...values: readonly JsonValue[]
): readonly CelRow[] =>
  values.map((value) => {
    const same = expressions.map((each) => `${each} == ${JSON.stringify(resultOf(each, schema, value))}`);
    return row(same.join(' && '), schema, value);
  });

/** A text, or a list of texts. */
function resultOf(expression: string, schema: StructuralSchema, value: JsonValue): unknown {
  const scope = { name: 'self', value: valueOfJson(value, schema), outer: undefined };
  const result = compileCel(parseCel(expression), ['self'])({ scope, meter: { left: 1e6 } });
  return isKind(result, 'list') ? result.items : result;
}

const MESSAGES: readonly CelRow[] = [
  row('self > 3', INT, 2, 4),
  row({ rule: 'self > 3', message: '  must be large ' }, INT, 2),
  row({ rule: 'self > "b"', messageExpression: "'not ' + self" }, TEXT, 'a'),
  row({ rule: 'self > 3', message: 'm', messageExpression: "'x'.substring(5)" }, INT, 2),
  row({ rule: 'self > 3', message: 'm', messageExpression: "' '" }, INT, 2),
  row({ rule: 'self > 3', messageExpression: "'a\\nb'" }, INT, 2),
  row({ rule: 'self > 3', reason: 'FieldValueForbidden', message: 'no' }, INT, 2),
  row({ rule: 'self > 3', reason: 'FieldValueRequired', message: 'no' }, INT, 2),
  row({ rule: 'self > 3', reason: 'FieldValueDuplicate', message: 'no' }, INT, 2),
  row({ rule: 'self.port > 3', reason: 'FieldValueDuplicate', message: 'no' }, PORT, { name: 'a', port: 1 }),
  row({ rule: 'self.port > 3', fieldPath: '.port', message: 'no' }, PORT, { name: 'a', port: 1 }),
  row({ rule: 'false', fieldPath: "['a.b']" }, ODD, {}),
  row([{ rule: 'self > 3' }, { rule: 'self > 2', message: 'second' }, { rule: 'self != 1' }], INT, 1, 2, 3),
  row('self.port / self.port == 1', PORT, { name: 'a', port: 0 }, { name: 'a' }),
  row('self.port + 9223372036854775807 > 0', PORT, { name: 'a', port: 1 }),
  row('self.size() < 3 && self.all(x, x.size() < 3)', TEXTS, ['a'], ['abcd'], ['a', 'b', 'c', 'd']),
  row('self[2] == "x"', TEXTS, ['a'], ['a', 'b', 'x']),
  row('self["a"] == "x"', LABELS, {}, { a: 'x' }, { a: 'y' }),
];

const PLACES: readonly CelRow[] = [
  row('true', { type: 'array', maxItems: 3, items: withRule(INT, { rule: 'self < 5' }) }, [1, 7], [1]),
  row(
    'true',
    { ...LABELS, additionalProperties: withRule(TEXT, { rule: "self != 'no'" }) },
    { a: 'no', b: 'yes' },
  ),
  row(
    'true',
    { type: 'object', properties: { x: withRule(TEXT, { rule: "self != 'no'" }), y: TEXT } },
    { x: 'no' },
    {},
  ),
  row('has(self.note)', PORT, { name: 'a' }, { name: 'a', note: null }, { name: 'a', note: '' }),
  row('self.note == "x"', PORT, { name: 'a', note: null }),
  row('self.all(k, self[k] != "no")', LABELS, { a: 'no' }, { a: 'b' }),
  row(
    'self.namespace == "x" && self.a__dash__b == "x"',
    ODD,
    { namespace: 'x', 'a-b': 'x' },
    { namespace: 'y' },
  ),
  row('self.a__dot__b == "x" && self.a__underscores__b == "x" && self.a__slash__b == "x"', ODD, {
    'a.b': 'x',
    a__b: 'x',
    'a/b': 'x',
  }),
  row('has(self.__if__) && self.__namespace__ == "x"', ODD, { if: '', namespace: 'x' }, { if: '' }),
  row('self == 5 || self == "5"', INT_OR_TEXT, 5, '5', '6', 6),
  row('self < 5', INT_OR_TEXT, 1, '1', 9),
  row('self.startsWith("a")', INT_OR_TEXT, 'ab', 1, 'b'),
  row('type(self) == int ? self < 5 : self.endsWith("%")', INT_OR_TEXT, 1, '5%', 9, '5'),
  row('self + 1 > 0', INT_OR_TEXT, 1, 'a'),
  row('self - 1 > 0', INT_OR_TEXT, 2, 'a'),
  row('-self < 0', INT_OR_TEXT, 2, 'a'),
  row('self.size() > 0', INT_OR_TEXT, 2, 'a'),
  row('size(self) > 0', INT_OR_TEXT, 2, 'a'),
  row('self in [dyn("a"), dyn(2)]', INT_OR_TEXT, 2, 'a', 'b'),
  row('int(self) > 1', INT_OR_TEXT, 2, '3', 'x', '0'),
  row('self.charAt(0) == "a"', INT_OR_TEXT, 2, 'a'),
  row('self.lowerAscii() == "a"', INT_OR_TEXT, 2, 'a'),
  row('self.indexOf("a") == 0', INT_OR_TEXT, 2, 'a'),
  row('self.matches("a")', INT_OR_TEXT, 2, 'a'),
  row('self.contains("a")', INT_OR_TEXT, 2, 'a'),
  row('self.split(",").size() == 1', INT_OR_TEXT, 2, 'a'),
  row('self.replace("a", "b") == "b"', INT_OR_TEXT, 2, 'a'),
  row('isURL(self)', INT_OR_TEXT, 2, 'a'),
  row('isQuantity(self)', INT_OR_TEXT, 2, 'a'),
  row('ip(self).family() == 4', INT_OR_TEXT, 2, 'a'),
  row('self.find("a") == "a"', INT_OR_TEXT, 2, 'a'),
  row('bool(self)', INT_OR_TEXT, 2, 'a'),
  row('string(self) == "2"', INT_OR_TEXT, 2, 'a'),
  row('double(self) == 2.0', INT_OR_TEXT, 2, 'a'),
  row('timestamp(self) > timestamp(0)', INT_OR_TEXT, 2, 'a'),
  row('duration(self) > duration("1s")', INT_OR_TEXT, 2, 'a'),
  row('self.all(x, x > 1)', INT_OR_TEXT, 2, 'a'),
  row('self[0] == 1', INT_OR_TEXT, 2, 'a'),
  row('self.x == 1', INT_OR_TEXT, 2, 'a'),
  row('has(self.x)', INT_OR_TEXT, 2, 'a'),
  row('self && true', INT_OR_TEXT, 2, 'a'),
  row('self ? true : false', INT_OR_TEXT, 2, 'a'),
  row('self * 2 > 2', INT_OR_TEXT, 2, 'a'),
  row('2 + self > 2', INT_OR_TEXT, 2, 'a'),
  row('self == 2 || self > 3', INT_OR_TEXT, 2, 'a'),
  row('self != 2 && self > 3', INT_OR_TEXT, 2, 'a'),
  row('sets.contains([self], [dyn(2)])', INT_OR_TEXT, 2, 'a'),
  row('[self].max() == self', INT_OR_TEXT, 2, 'a'),
  row('"%s".format([self]) == "2"', INT_OR_TEXT, 2, 'a'),
  row('"%d".format([self]) == "2"', INT_OR_TEXT, 2, 'a'),
  row('self.orValue(2) == 2', INT_OR_TEXT, 2, 'a'),
  row('self.trim() == ""', INT_OR_TEXT, 2, 'a'),
  row('self.substring(0) == ""', INT_OR_TEXT, 2, 'a'),
  row('format.uuid().validate(self).hasValue()', INT_OR_TEXT, 2, 'a'),
  row('uint(self) == 2u', INT_OR_TEXT, 2, 'a'),
  row('type(self) == string', INT_OR_TEXT, 2, 'a'),
  row('self.getHours() == 1', INT_OR_TEXT, 2, 'a'),
  row('cidr(self).prefixLength() == 8', INT_OR_TEXT, 2, 'a'),
  row('isSemver(self)', INT_OR_TEXT, 2, 'a'),
  row('self.exists(x, true)', INT_OR_TEXT, 2, 'a'),
  row('"a" in self', INT_OR_TEXT, 2, 'a'),
  row('self.isSorted()', INT_OR_TEXT, 2, 'a'),
  row('self.first().hasValue()', INT_OR_TEXT, 2, 'a'),
  row('self < 2.5', INT_OR_TEXT, 2, 'a'),
  row('self <= 2u', INT_OR_TEXT, 2, 'a'),
  row('self.reverse() == []', INT_OR_TEXT, 2, 'a'),
  row('self.slice(0, 1) == []', INT_OR_TEXT, 2, 'a'),
  row('self.lastIndexOf("a") == 0', INT_OR_TEXT, 2, 'a'),
  row('self.?x.hasValue()', INT_OR_TEXT, 2, 'a'),
  row('self[?0].hasValue()', INT_OR_TEXT, 2, 'a'),
  row('bytes(self) == b"a"', INT_OR_TEXT, 2, 'a'),
  row('self.startsWith(self)', INT_OR_TEXT, 2, 'a'),
  row('!self', INT_OR_TEXT, 2, 'a'),
  row('!self', { type: 'boolean' }, true, false),
  row('self > 1.5', NUMBER, 1, 2, 1.6),
  row('self >= 1', NUMBER, 1, 0.5),
  row('int(self) == 2', NUMBER, 2.9, 3, 1e300),
];

const CHANGES: readonly CelRow[] = [
  change('self == oldSelf', TEXT, ['a', 'a'], ['a', 'b'], [undefined, 'b'], ['a', undefined]),
  change(
    { rule: 'self == oldSelf', message: 'it is immutable' },
    LABELS,
    [{ a: 'b' }, { a: 'b' }],
    [{ a: 'b' }, {}],
  ),
  change('self >= oldSelf', INT, [1, 2], [2, 1]),
  change(
    'self == oldSelf',
    SET,
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a'], ['b']],
  ),
  change('self == oldSelf', TEXTS, [
    ['a', 'b'],
    ['b', 'a'],
  ]),
  change(
    'self == oldSelf',
    PORTS,
    [
      [{ name: 'a', port: 1 }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a', port: 1 }],
    ],
    [[{ name: 'a', port: 1 }], [{ name: 'a', port: 2 }]],
  ),
  change('true', { ...PORTS, items: withRule(PORT, { rule: 'self.port >= oldSelf.port' }) }, [
    [
      { name: 'a', port: 5 },
      { name: 'b', port: 1 },
    ],
    [
      { name: 'c', port: 0 },
      { name: 'b', port: 0 },
      { name: 'a', port: 6 },
    ],
  ]),
  change('true', { ...LABELS, additionalProperties: withRule(TEXT, { rule: 'self == oldSelf' }) }, [
    { a: 'x', b: 'y' },
    { a: 'x', b: 'z', c: 'w' },
  ]),
  change(
    { rule: 'oldSelf.hasValue() || self == "new"', optionalOldSelf: true },
    TEXT,
    [undefined, 'new'],
    [undefined, 'old'],
    ['new', 'old'],
  ),
  change(
    { rule: 'oldSelf.orValue("x") == self', optionalOldSelf: true, messageExpression: "'not ' + self" },
    TEXT,
    [undefined, 'y'],
    ['x', 'z'],
  ),
  change({ rule: 'self == oldSelf', messageExpression: "oldSelf + ' to ' + self" }, TEXT, ['a', 'b']),
  change([{ rule: 'self == oldSelf' }, { rule: 'self != "b"' }], TEXT, ['a', 'b']),
  change('(self + oldSelf).size() == 2', SET, [['a', 'b'], ['b']], [['a', 'b'], ['c']]),
  change(
    '(oldSelf + self).all(p, p.port == 2)',
    PORTS,
    [[{ name: 'a', port: 1 }], [{ name: 'a', port: 2 }]],
    [[{ name: 'b', port: 1 }], [{ name: 'a', port: 2 }]],
  ),
  change(
    '!has(oldSelf.note) || self == oldSelf',
    PORT,
    [{ name: 'a', note: null }, { name: 'b' }],
    [{ name: 'a', note: 'x' }, { name: 'a' }],
  ),
];

const FORMATS: readonly CelRow[] = [
  row(
    'self < timestamp("2026-01-01T00:00:00Z")',
    format('date-time'),
    '2025-12-31T23:59:59.5Z',
    '2026-01-01T00:30:00+01:00',
    '2026-01-01T00:00:00Z',
  ),
  ...shows(
    [
      'string(self)',
      'string(self.getHours())',
      'string(self.getHours("America/New_York"))',
      'string(self.getDayOfYear())',
      'string(self.getDayOfWeek())',
    ],
    format('date-time'),
    '2026-02-03T04:05:06.780+02:00',
    '2026-07-03T04:05:06Z',
  ),
  ...shows(
    [
      'string(self)',
      'string(self.getFullYear())',
      'string(self.getMonth())',
      'string(self.getDate())',
      'string(self.getDayOfMonth())',
    ],
    format('date'),
    '2026-02-03',
  ),
  ...shows(
    ['string(self)', 'string(self.getMinutes())', 'string(self + duration("1h"))'],
    format('duration'),
    '90m',
    '1.5s',
    '0',
  ),
  row('self > duration("1h")', format('duration'), '61m', '60m'),
  row('self == b"abc" && size(self) == 3', format('byte'), 'YWJj', 'YWI='),
  ...shows(
    [
      'string(timestamp("2026-01-01T00:00:00Z") - timestamp("2025-01-01T00:00:00Z"))',
      'string(timestamp(1))',
      'string(int(timestamp("1970-01-02T00:00:00Z")))',
    ],
    TEXT,
    '',
  ),
];

const LIBRARIES: readonly CelRow[] = [
  ...shows(['"%e".format([1234.5])'], TEXT, 'x'),
  ...shows(['"%.1e".format([0.00012])'], TEXT, 'x'),
  ...shows(['"%e".format([1e100])'], TEXT, 'x'),
  ...shows(['"%f".format([-12345.678])'], TEXT, 'x'),
  ...shows(['"%f".format([1e20])'], TEXT, 'x'),
  ...shows(['"%.0f".format([2.5])'], TEXT, 'x'),
  ...shows(['"%.0f".format([3.5])'], TEXT, 'x'),
  ...shows(['"%s".format([{"a": true}])'], TEXT, 'x'),
  ...shows(['"%s".format([{"b": 1.5, "a": null}])'], TEXT, 'x'),
  ...shows(['"%X".format(["hi"])'], TEXT, 'x'),
  ...shows(['"%x".format([b"hi"])'], TEXT, 'x'),
  ...shows(['"%x".format([-255])'], TEXT, 'x'),
  ...shows(['"%s".format([1.5])'], TEXT, 'x'),
  ...shows(['"%s".format([type(1)])'], TEXT, 'x'),
  ...shows(['"%s".format([[duration("1s"), dyn("a"), dyn(1.5), dyn(b"x")]])'], TEXT, 'x'),
  ...shows(
    [
      'self.charAt(1)',
      'self.lowerAscii()',
      'self.upperAscii()',
      'self.trim()',
      'self.replace("a", "b")',
      'self.replace("a", "b", 1)',
      'self.substring(1)',
      'self.substring(0, 1)',
    ],
    TEXT,
    ' aAäa ',
  ),
  ...shows(
    [
      'string(self.indexOf("a"))',
      'string(self.indexOf("a", 2))',
      'string(self.lastIndexOf("a"))',
      'string(self.lastIndexOf("a", 1))',
      'string(self.indexOf(""))',
    ],
    TEXT,
    'ä😀aba',
    '',
  ),
  ...shows(
    ['self.split(",")', 'self.split(",", 2)', 'string(self.split("").size())', 'strings.quote(self)'],
    TEXT,
    'a,b,"c"',
  ),
  row('self.charAt(9) == ""', TEXT, 'a'),
  row('self.substring(3, 1) == ""', TEXT, 'abcd'),
  row('self.substring(9) == ""', TEXT, 'abcd'),
  ...shows(
    [
      '"%s".format([self])',
      '"%d".format([3])',
      '"%.2f".format([2.5])',
      '"%x".format([255])',
      '"%X".format(["hi"])',
      '"%o".format([8])',
      '"%b".format([5])',
      '"%s".format([[1, 2]])',
      '"%s".format([{"a": true}])',
      '"%%".format([])',
    ],
    TEXT,
    'x',
  ),
  ...shows(
    [
      '"%s %s %s %s %f".format([duration("90s"), timestamp("2026-01-01T00:00:00Z"), ["a", "b"], 1000000.0, 12345.678])',
    ],
    TEXT,
    'x',
  ),
  ...shows(
    [
      'string(1e6)',
      'string(0.1)',
      'string(1e-7)',
      'string(100000.0)',
      'string(true)',
      'string(b"abc")',
      'string(7u)',
    ],
    TEXT,
    'x',
  ),
  ...shows(
    [
      'self.find("[0-9]+")',
      'self.findAll("[a-z]+")',
      'self.findAll("[a-z]", 2)',
      'self.find("a+?")',
      'self.find("b|bc")',
    ],
    TEXT,
    'aab12bcd',
  ),
  row('self.matches("^[a-z]+$")', TEXT, 'abc', 'ABC'),
  row(
    'self.isSorted() && self.sum() < 10 && self.max() < 5 && self.min() >= 0',
    INTS,
    [1, 2, 3],
    [3, 1],
    [1, 9],
    [],
  ),
  row('self.indexOf(2) == 1 && self.lastIndexOf(2) == 3', INTS, [1, 2, 3, 2], [2]),
  ...shows(
    [
      'string(self.sort()[0])',
      'string(self.reverse()[0])',
      'string(self.distinct().size())',
      'string(self.slice(0, 2).size())',
      'string(self.first().orValue(9))',
      'string(self.last().orValue(9))',
      'string(lists.range(3).size())',
      'string([[1], [2, 3]].flatten().size())',
    ],
    INTS,
    [3, 1, 3],
  ),
  row('self.slice(1, 9).size() > 0', INTS, [3, 1, 3]),
  row('self.sortBy(x, -x) == [3, 2, 1]', INTS, [1, 3, 2]),
  row(
    'self.exists_one(x, x == 1) && self.map(x, x * 2) == [2, 4] && self.filter(x, x > 1) == [2]',
    INTS,
    [1, 2],
    [1, 1],
  ),
  row('self.map(x, x > 1, x * 2) == [4]', INTS, [1, 2]),
  row('self.exists(x, 1 / x == 1)', INTS, [0, 1], [0, 2], []),
  row('self.all(x, 1 / x == 1)', INTS, [0, 1], [0, 2], [1]),
  row(
    'self.all(i, v, v > i) && self.exists(i, v, v == 2) && self.transformList(i, v, i * v) == [0, 2]',
    INTS,
    [1, 2],
    [0],
  ),
  row(
    'self.transformMap(k, v, v + "x") == {"a": "bx"} && self.transformMapEntry(k, v, {v: k}) == {"b": "a"}',
    LABELS,
    { a: 'b' },
    { a: 'c' },
  ),
  row('self.transformMapEntry(k, v, {v: k}).size() == 2', LABELS, { a: 'c', b: 'c' }),
  row('self.existsOne(k, v, k == v)', LABELS, { a: 'a', b: 'c' }, { a: 'b' }),
  row(
    'sets.contains(self, ["a"]) && sets.intersects(self, ["b", "c"]) && sets.equivalent(self, ["b", "a", "a"])',
    TEXTS,
    ['a', 'b'],
    ['a'],
  ),
  row(
    'quantity(self).isGreaterThan(quantity("1Gi")) && quantity(self).asInteger() > 5 && sign(quantity(self)) == 1',
    TEXT,
    '2Gi',
    '1G',
    '1.5Gi',
    'x',
    '-1',
    '1500m',
    '1e12',
    '',
  ),
  row('isQuantity(self)', TEXT, '1', '1.5k', '+1Mi', 'x', '1ki', '.5', '1e3', '1E', ''),
  ...shows(
    [
      'string(quantity(self).add(quantity("1")).asApproximateFloat())',
      'string(quantity(self).sub(1).isInteger())',
      'string(quantity(self).compareTo(quantity("1k")))',
    ],
    TEXT,
    '1',
    '1000',
    '1.5',
    '2k',
  ),
  row(
    'isURL(self) && url(self).getScheme() == "https"',
    TEXT,
    'https://a.b',
    'http://a',
    '/x',
    'x',
    'mailto:a@b',
    'https://a:x/',
    'https://[::1]:80/a?b=c',
    'https://a b/',
  ),
  row('url(self).getHost() == "x"', TEXT, 'x', ''),
  ...shows(
    [
      'url(self).getHost()',
      'url(self).getHostname()',
      'url(self).getPort()',
      'url(self).getEscapedPath()',
      'string(url(self).getQuery().size())',
    ],
    TEXT,
    'https://u:p@[::1]:80/a%20b/c?x=1&x=2&y=3#f',
    'http://a.b',
    '/p?q',
  ),
  row(
    'isIP(self) && ip(self).family() == 4',
    TEXT,
    '10.0.0.1',
    '::1',
    '10.0.0.01',
    'x',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
  ),
  row('ip(self).isLoopback()', TEXT, '127.1.1.1', '::1', '10.0.0.1'),
  ...shows(
    [
      'string(ip(self))',
      'string(ip.isCanonical(self))',
      'string(ip(self).isGlobalUnicast())',
      'string(ip(self).isLinkLocalUnicast())',
      'string(ip(self).isUnspecified())',
      'string(ip(self).isLinkLocalMulticast())',
    ],
    TEXT,
    '2001:DB8:0:0:0:0:0:1',
    'fe80::1',
    '224.0.0.1',
    '0.0.0.0',
    '1:0:0:2:0:0:0:3',
  ),
  row(
    'isCIDR(self) && cidr(self).containsIP("10.0.0.1")',
    TEXT,
    '10.0.0.0/8',
    '11.0.0.0/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '::/0',
  ),
  ...shows(
    [
      'string(cidr(self))',
      'string(cidr(self).masked())',
      'string(cidr(self).prefixLength())',
      'string(cidr(self).ip())',
      'string(cidr("10.0.0.0/8").containsCIDR(self))',
    ],
    TEXT,
    '10.1.2.3/16',
    '2001:db8::1/32',
  ),
  row('cidr(self).prefixLength() > 0', TEXT, '1.2.3.4/8', '::1/0'),
  row('!format.dns1123Label().validate(self).hasValue()', TEXT, 'a-b', 'A', '-a'),
  ...shows(['format.dns1123Subdomain().validate(self).orValue(["ok"])'], TEXT, 'a.b', 'A..b'),
  ...shows(['format.dns1123Label().validate(self).orValue(["ok"])'], TEXT, 'a', 'A.b'),
  ...shows(['format.dns1035Label().validate(self).orValue(["ok"])'], TEXT, 'a', '1b', 'a-'),
  ...shows(['format.dns1035LabelPrefix().validate(self).orValue(["ok"])'], TEXT, 'a-', '1b'),
  ...shows(['format.qualifiedName().validate(self).orValue(["ok"])'], TEXT, 'a/b', 'a/b/c', '-'),
  ...shows(['format.labelValue().validate(self).orValue(["ok"])'], TEXT, 'a', '-'),
  ...shows(
    [
      'format.uuid().validate(self).orValue(["ok"])',
      'format.byte().validate(self).orValue(["ok"])',
      'format.date().validate(self).orValue(["ok"])',
      'format.datetime().validate(self).orValue(["ok"])',
    ],
    TEXT,
    'YQ==',
    '2026-01-01',
    'x!',
  ),
  ...shows(['format.uri().validate(self).orValue(["ok"])'], TEXT, 'http://a', 'a'),
  row('format.named(self).hasValue()', TEXT, 'uuid', 'nothing'),
  row(
    'semver(self).isGreaterThan(semver("1.2.3")) && semver(self).major() < 3',
    TEXT,
    '1.2.4',
    '1.2.3',
    '3.0.0',
    '1.2',
    '1.02.3',
    '1.2.4-alpha.1',
    '',
  ),
  row(
    'isSemver(self) && semver(self).compareTo(semver("1.0.0-beta")) > 0',
    TEXT,
    '1.0.0',
    '1.0.0-alpha',
    'v1.0.0',
    '1.0.0-beta.2+x',
  ),
  row('isSemver(self, true)', TEXT, 'v1', '1.2', '01.2.3', 'x'),
  row(
    'self.?note.orValue("none") == "none" && self.?port.hasValue()',
    PORT,
    { name: 'a', port: 1 },
    { name: 'a', note: 'x' },
    { name: 'a' },
  ),
  row(
    'self[?0].orValue("z") == "a" && self.?name.hasValue() == true'.split(' && ')[0] ?? '',
    TEXTS,
    ['a'],
    [],
    ['b'],
  ),
  row('self[?"a"].optMap(v, v == "b").orValue(false)', LABELS, { a: 'b' }, {}),
  row(
    'optional.of(self).optFlatMap(v, optional.none()).or(optional.of("y")).value() == self',
    TEXT,
    'y',
    'x',
  ),
  row('optional.ofNonZeroValue(self).hasValue() && optional.none().orValue(self) == self', TEXT, 'y', ''),
  row(
    '[?self.?note, "b"].size() == 1 && {?"a": self.?note}.size() == 0',
    PORT,
    { name: 'a' },
    { name: 'a', note: 'x' },
  ),
  row('optional.none().value() == self', TEXT, 'y'),
  row('int(self) > 0', TEXT, '1', 'x', '0'),
  row('bool(self) && double("1.5") > 1.0 && uint("3") == 3u', TEXT, 'true', 'x', 'false'),
  row('timestamp(self) > timestamp("2026-01-01T00:00:00Z")', TEXT, '2027-01-01T00:00:00Z', 'x'),
  row('duration(self) > duration("1s")', TEXT, '2s', 'x', '-1h'),
  row('7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1 && 7.0 / 2.0 == 3.5 && self != ""', TEXT, 'a'),
  row('5 % int(self) == 0', TEXT, '0', '5'),
  row('dyn(1) == dyn(1.0) || self == ""', TEXT, 'a'),
  row(
    'type(self) == string && type(1) == int && type([]) == list && type({}) == map && type(null) == null_type',
    TEXT,
    'a',
  ),
  row(
    'self == r"a\\b" || self == "a\\tb" || self == \'\'\'x\'\'\' || self == "\\u00e4"',
    TEXT,
    'a\\b',
    'a\tb',
    'x',
    'ä',
    'y',
  ),
  row('self in ["a", "b"] && !(self in {"a": 1})', TEXT, 'b', 'a', 'c'),
  row('self.startsWith("a") ? self.endsWith("b") : self.contains("c")', TEXT, 'ab', 'ac', 'c', 'd'),
  row('self.size() == 3', TEXT, 'äö😀', 'ab'),
  row('self.all(x, x.all(y, y > 0))', { ...INTS, items: INTS }, [[1], [0]], [[1]]),
  row('self < "b" && self >= "a"', TEXT, 'a', 'b', '😀'),
];

/** Rules, values and changes that kube-apiserver and the scaffolded server have to say the same of. */
export const CEL_ROWS: readonly CelRow[] = [...MESSAGES, ...PLACES, ...CHANGES, ...FORMATS, ...LIBRARIES];
