import { expect, it } from 'vitest';
import { loadCel } from '../../../../src/model/cel/load-cel.ts';
import { checkRules } from '../../../../src/model/check/check-rules.ts';
import type { Schema, ValidationRule } from '../../../../src/model/schema/schema.ts';
import realRules from './real-rules.json' with { type: 'json' };

const cel = await loadCel();

function problemsOf(schema: Schema, rule: ValidationRule, isResource = false): readonly string[] {
  const node: Schema = { ...schema, 'x-kubernetes-validations': [rule] };
  const root: Schema = isResource ? node : { type: 'object', properties: { spec: node } };
  return checkRules(root, 'schema', cel).map(({ message }) => message);
}

type RealRule = {
  readonly source: string;
  readonly rule: string;
  readonly messageExpression?: string;
  readonly isResource?: boolean;
  readonly schema: Schema;
};

const found: readonly RealRule[] = JSON.parse(JSON.stringify(realRules));

it('has many rules that are in use', () => {
  expect(found.length).toBeGreaterThan(60);
});

it.each(found)('takes a rule of $source: $rule', ({ rule, messageExpression, isResource, schema }) => {
  const whole = {
    rule,
    message: 'says why',
    ...(messageExpression === undefined ? {} : { messageExpression }),
  };
  expect(problemsOf(schema, whole, isResource)).toEqual([]);
});

const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'integer' };
const SPEC: Schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: TEXT,
    color: { type: 'string', enum: ['red', 'blue'] },
    replicas: NUMBER,
    minReplicas: NUMBER,
    maxReplicas: NUMBER,
    ratio: { type: 'number' },
    enabled: { type: 'boolean' },
    started: { type: 'string', format: 'date-time' },
    timeout: { type: 'string', format: 'duration' },
    data: { type: 'string', format: 'byte' },
    port: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
    labels: { type: 'object', additionalProperties: TEXT },
    tags: { type: 'array', items: TEXT },
    numbers: { type: 'array', items: NUMBER },
    ports: {
      type: 'array',
      items: { type: 'object', properties: { name: TEXT, number: NUMBER } },
    },
    nested: { type: 'object', properties: { value: TEXT } },
    other: { type: 'object', properties: { value: TEXT } },
    anything: { 'x-kubernetes-preserve-unknown-fields': true },
    'my-field': TEXT,
    'a.b/c__d': TEXT,
    namespace: TEXT,
    '1st': TEXT,
  },
};

it.each([
  'self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas',
  "'MY_KEY' in self.labels",
  'has(self.replicas) != has(self.ratio)',
  "self.tags.all(tag, tag.matches('^[a-z]+$'))",
  "self.ports.exists_one(port, port.name == 'http')",
  'self.tags.isSorted()',
  'self.numbers.sum() < 100 && self.numbers.max() > self.numbers.min()',
  'self.started < timestamp("2030-01-01T00:00:00Z")',
  'self.timeout > duration("1h") && self.timeout.getHours() < 2',
  'type(self.port) == string ? self.port == "80" : self.port < 1000',
  "self.name.startsWith('a') || self.name.size() > int(self.ratio)",
  'self.replicas < self.ratio',
  'self.labels.all(key, self.labels[key].size() < 10)',
  'self.labels.all(key, value, key != value)',
  'self.my__dash__field == self.a__dot__b__slash__c__underscores__d',
  "self.__namespace__ != 'kube-system'",
  "self.?name.orValue('') == ''",
  "self.?nested.value.orValue('x') != 'y'",
  "self.labels[?'app'].hasValue()",
  'self.tags.map(tag, size(tag)).all(length, length > 1)',
  'self.ports.filter(port, has(port.number)).size() > 0',
  "url(self.name).getHost() == 'example.com' && isURL(self.name)",
  "quantity(self.name).isLessThan(quantity('1Gi'))",
  "ip(self.name).family() == 4 || cidr('10.0.0.0/8').containsIP(self.name)",
  '!format.dns1123Label().validate(self.name).hasValue()',
  "sets.contains(['a', 'b'], self.tags)",
  "self.tags.transformList(index, tag, tag + string(index)).join(',') != ''",
  'self.labels.transformMap(key, value, value + key).size() > 0',
  'self.ports.sortBy(port, port.number)[0].number == 1',
  'self == oldSelf && self.name == oldSelf.name',
  'self.nested == null || self.nested.value == self.name',
  'self.data == b"abc"',
  'size(self.tags.distinct()) == self.tags.size()',
  ".self.name != ''",
  '[?self.?name].size() == 1',
  "self.name in ['a', 'b', 'c'] ? true : self.enabled",
])('takes %s', (rule) => {
  expect(problemsOf(SPEC, { rule })).toEqual([]);
});

it.each([
  ['self.nmae == "a"', "compilation failed: ERROR: <input>:1:5: undefined field 'nmae'"],
  ['has(self.nmae)', "compilation failed: ERROR: <input>:1:9: undefined field 'nmae'"],
  ['self.ports.all(port, port.nme == "a")', "ERROR: <input>:1:26: undefined field 'nme'"],
  ['self.1st == "a"', 'Syntax error'],
  ['self.anything == "a"', "undefined field 'anything'"],
  ['self.metadata.name == "a"', "undefined field 'metadata'"],
  ['name == "a"', "undeclared reference to 'name' (in container '')"],
  ['self.name.startWith("a")', "ERROR: <input>:1:20: undeclared reference to 'startWith'"],
  ['self.replicas', 'cel expression must evaluate to a bool'],
  ['self.port', 'cel expression must evaluate to a bool'],
  ['self.name > 1', "ERROR: <input>:1:11: found no matching overload for '_>_' applied to '(string, int)'"],
  ['self.name == 1', "found no matching overload for '_==_' applied to '(string, int)'"],
  ['self.replicas == 1.0', "found no matching overload for '_==_' applied to '(int, double)'"],
  ['self.replicas + 1.5 > 2.0', "found no matching overload for '_+_' applied to '(int, double)'"],
  ['self.name && true', "expected type 'bool' but found 'string'"],
  ['!self.name', "found no matching overload for '!_' applied to '(string)'"],
  ['self.tags == "a"', "found no matching overload for '_==_' applied to '(list(string), string)'"],
  ['1 in self.tags', "found no matching overload for '@in' applied to '(int, list(string))'"],
  ['self.name.all(c, c == "a")', "expression of type 'string' cannot be range of a comprehension"],
  ['self.tags.all(tag, tag)', "expected type 'bool' but found 'string'"],
  ['self.tags.exists(1, true)', 'Syntax error'],
  ['self.name.value == "a"', "type 'string' does not support field selection"],
  ['self.nested == self.other', "found no matching overload for '_==_' applied to '(object, object)'"],
  ['self.name == null', "found no matching overload for '_==_' applied to '(string, null)'"],
  ['self.enabled ? 1 : "a"', "found no matching overload for '_?_:_' applied to '(bool, int, string)'"],
  ['[1, "a"].size() == 2', "expected type 'int' but found 'string'"],
  ['self.name.matches("(")', 'invalid matches argument'],
  ['self.timeout < duration("1 hour")', 'invalid duration argument'],
  ['self.started < timestamp("2030-01-01")', 'invalid timestamp argument'],
  ['self.started < "2030-01-01T00:00:00Z"', "applied to '(timestamp, string)'"],
  ['self.name ==', 'Syntax error'],
  ['self.name == "a', 'Syntax error'],
  ['has(self)', 'invalid argument to has() macro'],
  ['self.tags.joined() == ""', "undeclared reference to 'joined'"],
  ['size(self.replicas) > 1', "found no matching overload for 'size' applied to '(int)'"],
  ['cel.bind(x, 1, x == 1)', "undeclared reference to 'cel'"],
  ['authorizer.path("/").check("get").allowed()', "undeclared reference to 'authorizer'"],
  ['self.labels.app == 1', "found no matching overload for '_==_' applied to '(string, int)'"],
  ["self.?name == ''", "applied to '(optional_type(string), string)'"],
  ['', 'rule is not specified'],
  ['self.name == "a"\n&& true', 'message must be specified if rule contains line breaks'],
])('refuses %s', (rule, message) => {
  expect(problemsOf(SPEC, { rule }).join('\n')).toContain(message);
});

it('says which field may be meant', () => {
  const node: Schema = { ...SPEC, 'x-kubernetes-validations': [{ rule: 'self.replcas > 1' }] };
  const [violation] = checkRules({ type: 'object', properties: { spec: node } }, 'schema', cel);
  expect(violation).toEqual({
    path: 'schema.spec.x-kubernetes-validations[0].rule',
    message: "compilation failed: ERROR: <input>:1:5: undefined field 'replcas'",
    hint: 'did you mean replicas?',
  });
});

it('knows the name of a resource at its root', () => {
  const root: Schema = { type: 'object', properties: { spec: SPEC } };
  expect(problemsOf(root, { rule: "self.metadata.name != 'x' && self.kind != ''" }, true)).toEqual([]);
  expect(problemsOf(root, { rule: "self.metadata.labels['a'] == 'x'" }, true)).toHaveLength(1);
});

const rule = 'has(self.name)';

it.each<readonly [rule: ValidationRule, message: string]>([
  [{ rule, message: ' ' }, 'message must be non-empty if specified'],
  [{ rule, message: 'a\nb' }, 'message must not contain line breaks'],
  [{ rule, messageExpression: ' ' }, 'messageExpression must be non-empty if specified'],
  [{ rule, messageExpression: 'self.replicas' }, 'messageExpression must evaluate to a string'],
  [
    { rule, messageExpression: 'self.nmae' },
    'messageExpression compilation failed: ERROR: <input>:1:5: undefined',
  ],
  [{ rule, reason: 'Invalid' }, 'Unsupported value: "Invalid": supported values: "FieldValueDuplicate"'],
  [{ rule, fieldPath: '.nmae' }, 'must be a valid path'],
  [{ rule, fieldPath: 'name' }, 'must be a valid path'],
  [{ rule, fieldPath: ' ' }, 'fieldPath must be non-empty if specified'],
  [{ rule, optionalOldSelf: true }, 'may not be set if oldSelf is not used in rule'],
])('refuses %j', (bad, message) => {
  expect(problemsOf(SPEC, bad).join('\n')).toContain(message);
});

it.each<ValidationRule>([
  { rule, message: 'a', reason: 'FieldValueForbidden', fieldPath: '.nested.value' },
  { rule, messageExpression: "'name is ' + self.name", fieldPath: "['my-field']" },
  { rule: 'oldSelf.hasValue() ? oldSelf.value().name == self.name : true', optionalOldSelf: true },
  { rule: "self.name == oldSelf.?name.orValue('a')", optionalOldSelf: true },
])('takes %j', (good) => {
  expect(problemsOf(SPEC, good)).toEqual([]);
});

it.each([
  [undefined, 1],
  ['atomic', 1],
  ['map', 0],
] as const)('takes oldSelf in a list of type %s: %i problems', (listType, count) => {
  const items: Schema = { ...SPEC, 'x-kubernetes-validations': [{ rule: 'self.name == oldSelf.name' }] };
  const list: Schema = {
    type: 'array',
    items,
    ...(listType === undefined ? {} : { 'x-kubernetes-list-type': listType }),
    ...(listType === 'map' ? { 'x-kubernetes-list-map-keys': ['name'] } : {}),
  };
  const found = checkRules({ type: 'object', properties: { spec: list } }, 'schema', cel);
  expect(found.map(({ message }) => message)).toEqual(
    Array.from({ length: count }, () =>
      expect.stringContaining('uncorrelatable portion of the schema within spec'),
    ),
  );
});
