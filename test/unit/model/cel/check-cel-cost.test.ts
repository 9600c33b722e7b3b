import { expect, it } from 'vitest';
import { loadCel } from '../../../../src/model/cel/load-cel.ts';
import { checkCelCost } from '../../../../src/model/check/check-cel-cost.ts';
import { checkRules } from '../../../../src/model/check/check-rules.ts';
import type { Schema } from '../../../../src/model/schema/schema.ts';

const cel = await loadCel();

const text = (maxLength?: number): Schema => ({
  type: 'string',
  ...(maxLength === undefined ? {} : { maxLength }),
});
const NUMBER: Schema = { type: 'integer' };
const BOUND = 5000;

const SPEC: Schema = {
  type: 'object',
  required: ['s'],
  properties: {
    s: text(BOUND),
    t: text(),
    n: NUMBER,
    d: { type: 'string', format: 'date-time' },
    e: { type: 'string', enum: ['abc', 'defgh'] },
    l: { type: 'array', maxItems: BOUND, items: text(BOUND * 2) },
    u: { type: 'array', items: { type: 'object', required: ['a'], properties: { a: text(30), b: NUMBER } } },
    m: { type: 'object', maxProperties: BOUND, additionalProperties: text(BOUND) },
    mm: { type: 'object', additionalProperties: { type: 'array', maxItems: 5, items: NUMBER } },
    o: { type: 'object', properties: { x: text(9), y: NUMBER } },
    p: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
    by: { type: 'string', format: 'byte' },
  },
};

function factorOf(rule: string, wrap: (spec: Schema) => Schema = (spec) => spec): string | undefined {
  const spec = wrap({ ...SPEC, 'x-kubernetes-validations': [{ rule }] });
  const root: Schema = { type: 'object', properties: { spec } };
  expect(checkRules(root, 'schema', cel)).toEqual([]);
  const [first] = checkCelCost(root, 'schema', cel);
  return /budget by factor of ([\w. ]+x)/.exec(first?.message ?? '')?.[1];
}

// As the API server says for the same schema (apiextensions-apiserver 0.36, ValidateCustomResourceDefinition).
it.each<readonly [rule: string, factor: string | undefined]>([
  ['self.l.all(x, x == self.s)', '1.003000x'],
  ['self.u.map(x, x.a).all(a, a.startsWith(self.s))', '63.5x'],
  ['self.mm.all(k, self.mm[k].all(i, i > 1))', '1.297610x'],
  ['self.l.exists_one(x, x in self.l)', '2.5x'],
  ['self.t.split(",").all(p, p.size() < 9)', '2.0x'],
  ['format.dns1123Label().validate(self.t).hasValue()', '1.006634x'],
  ['self.l.isSorted()', '2.0x'],
  ['self.l.max() == self.t', '2.0x'],
  ['self.l.indexOf(self.t) > 1', '2.0x'],
  ['self.l.transformList(i, v, v + self.s).all(x, x.size() > 1)', '3.0x'],
  ['self.l.all(i, v, v != self.t)', '2.0x'],
  ['self.l.distinct().size() == self.l.size()', '5.0x'],
  ['self.l.sort() == self.l', '5.3x'],
  ['sets.equivalent(self.l, self.l)', '5.0x'],
  ['self.l.filter(x, x == self.t).all(y, y.contains(self.t))', '2.0x'],
  ['self.u.all(x, x.a.split("/").all(y, y.size() < 3))', '23.6x'],
  ['self.s == self.t', undefined],
  ['self.s + self.t == self.s', undefined],
  ['self.u.filter(x, x.b > 1).size() < 3', undefined],
  ['self.m.all(k, k.matches("^[a-z]+$") && self.m[k].size() > 1)', undefined],
  ['self.t.lowerAscii().trim() == self.s', undefined],
  ['self.t.replace("a", "bb").size() < 10', undefined],
  ['self.t.find("a+") == self.t', undefined],
  ['self.t.findAll("a").size() < 3', undefined],
  ['url(self.t).getHost() == self.s', undefined],
  ['isURL(self.t) || isIP(self.t) || isCIDR(self.t)', undefined],
  ['cidr(self.t).containsIP(self.s)', undefined],
  ['cidr(self.t).containsIP(ip(self.s))', undefined],
  ['quantity(self.t).isLessThan(quantity("1"))', undefined],
  ['self.p == "a" || self.p == 1', undefined],
  ['self.l.exists(x, x.contains(self.t))', 'more than 100x'],
  ['self.u.all(x, self.u.all(y, x.a != y.a || x.b == y.b))', 'more than 100x'],
  ['self.l.join(",").contains(self.t)', 'more than 100x'],
  ['(self.n > 1 ? self.s : self.t).contains(self.t)', 'more than 100x'],
  ['self.u.exists(x, x.a == self.t) && self.t.matches(self.s)', 'more than 100x'],
  ['self.u.map(x, x.b).sort() == [1]', 'more than 100x'],
  ['self.t.upperAscii().contains(self.t)', 'more than 100x'],
])('reckons %s: %s', (rule, factor) => {
  expect(factorOf(rule)).toBe(factor);
});

it('multiplies by the places where a rule is evaluated', () => {
  const rule = 'self.s.contains("abcdefghij")';
  expect(factorOf(rule)).toBeUndefined();
  expect(factorOf(rule, (items) => ({ type: 'array', maxItems: 10_000, items }))).toBe('2.0x');
});

it.each([
  [200, 'a'.repeat(20), ['budget by factor of 1.258']],
  [100, 'a'.repeat(40), [...Array.from({ length: 4 }, () => 'contributed to'), 'budget by factor of 1.258']],
])('adds up the rules of %i fields', (count, part, messages) => {
  const field: Schema = { ...text(), 'x-kubernetes-validations': [{ rule: `self.contains("${part}")` }] };
  const properties = Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, field]));
  const found = checkCelCost({ type: 'object', properties }, 'schema', cel);
  expect(found.map(({ message }) => message)).toEqual(
    messages.map((message) => expect.stringContaining(message)),
  );
});
