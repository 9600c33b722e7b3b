import { isJsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { NoSampleError } from './no-sample-error.ts';
import { sampleScalars } from './sample-scalar.ts';
import { sampleValue } from './sample-value.ts';

/** How many different values of a scalar are tried, and how many of an object. */
const SCALARS = 4;
const VARIANTS = 60;

/**
 * Values of a schema that a rule may want, those that read well first; not all of them satisfy the schema.
 *
 * @param rule what its fields are named in, and its literals
 */
export function repairValues(schema: Schema, rule: string): readonly JsonValue[] {
  const words = new Set(rule.match(/\w+/gu) ?? []);
  const patterns = [...rule.matchAll(/matches\(\s*(r?)(?:'([^']*)'|"([^"]*)")\s*\)/gu)].map(
    ([, raw, a, b]) => (raw === 'r' ? (a ?? b ?? '') : (a ?? b ?? '').replace(/\\(.)/gu, '$1')),
  );
  return valuesFor(schema, { literals: literalsOf(rule), words, patterns });
}

/** What a rule says: the values it compares with, its names, and the patterns it matches with. */
type RuleWords = {
  readonly literals: readonly JsonValue[];
  readonly words: ReadonlySet<string>;
  readonly patterns: readonly string[];
};

function valuesFor(schema: Schema, said: RuleWords): readonly JsonValue[] {
  const { literals } = said;
  if (schema.type === 'array') return [...whole(schema), ...lists(schema)];
  if (schema.type === 'object' || schema.type === undefined) {
    const isText = schema['x-kubernetes-int-or-string'] === true;
    return isText ? [...scalars(schema), ...literals] : objects(schema, said);
  }
  const { minimum, maximum } = schema;
  const bounds = [minimum, maximum].flatMap((bound) =>
    bound === undefined ? [] : [bound, bound - 1, bound + 1],
  );
  const matching = said.patterns.flatMap((pattern) => scalars(alsoMatching(schema, pattern)));
  return [...(schema.enum ?? []), ...scalars(schema), ...bounds, ...matching, ...literals, ''];
}

function alsoMatching(schema: Schema, pattern: string): Schema {
  const { pattern: own, allOf = [] } = schema;
  return { ...schema, pattern, ...(own === undefined ? {} : { allOf: [...allOf, { pattern: own }] }) };
}

function whole(schema: Schema): readonly JsonValue[] {
  return orNone(() => [sampleValue(schema, 'minimal'), sampleValue(schema, 'full')]);
}

/** Whole objects, and those with another value for one of the fields that the rule names. */
function objects(schema: Schema, said: RuleWords): readonly JsonValue[] {
  const bases = whole(schema);
  const named = Object.entries(schema.properties ?? {}).filter(([name]) => said.words.has(name));
  const variants = bases
    .filter(isJsonObject)
    .flatMap((base) =>
      named.flatMap(([name, child]) => valuesFor(child, said).map((value) => ({ ...base, [name]: value }))),
    );
  return [...bases, ...variants.slice(0, VARIANTS)];
}

function lists({ items = {}, minItems = 0 }: Schema): readonly JsonValue[] {
  return orNone(() => {
    const item = sampleValue(items, 'full');
    return [minItems === 0 ? [] : [item], [item, item]];
  });
}

function scalars(schema: Schema): readonly JsonValue[] {
  for (let count = SCALARS; count > 1; count -= 1) {
    const found = orNone(() => sampleScalars(schema, '', count));
    if (found.length > 0) return found;
  }
  return orNone(() => sampleScalars(schema, ''));
}

function orNone(make: () => readonly JsonValue[]): readonly JsonValue[] {
  try {
    return make();
  } catch (error) {
    if (error instanceof NoSampleError) return [];
    throw error;
  }
}

/** What a rule compares with, and numbers just beside: `self.name == 'a'`, `self.replicas > 3`. */
function literalsOf(rule: string): readonly JsonValue[] {
  const texts = [...rule.matchAll(/'((?:[^'\\])*)'|"((?:[^"\\])*)"/gu)].map(([, a, b]) => a ?? b ?? '');
  const numbers = [...rule.matchAll(/(?<![\w.'"])\d+(?:\.\d+)?/gu)].map(([digits]) => Number(digits));
  return [
    ...texts,
    ...texts.map((text) => `${text}example`),
    ...numbers.flatMap((each) => [each, each + 1, each - 1]),
  ];
}
