import { patternProblem } from '../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';
import { canonicalJson, type JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { type Context, warn } from './context.ts';
import { formatOf } from './formats.ts';
import type { FlatNode } from './node.ts';
import { numberBounds } from './number-bounds.ts';

/** How zod begins its pattern of dates: leap years. The format says the same, and says it to readers. */
const ZOD_DATE = '^(?:(?:\\d\\d[2468][048]';

/** Makes the schema of a string, number, integer or boolean. */
export function scalarSchema(
  node: FlatNode,
  type: 'boolean' | 'integer' | 'number' | 'string',
  context: Context,
): Schema {
  const { plain, at } = node;
  const format = plain['format'];
  const base: Schema = {
    type,
    ...(typeof format === 'string' && type !== 'boolean' ? formatOf({ type, format }, { context, at }) : {}),
    ...(type === 'integer' || type === 'number' ? numberBounds(plain, type, { context, at }) : {}),
    ...(type === 'string' ? textBounds(node, context) : {}),
  };
  return { ...base, ...enumOf(base, node, context) };
}

/** Makes the schema of a whole number or a text. */
export function intOrStringSchema(node: FlatNode, context: Context): Schema {
  const base: Schema = {
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    'x-kubernetes-int-or-string': true,
    ...numberBounds(node.plain, 'integer', { context, at: node.at }),
    ...textBounds(node, context),
  };
  return { ...base, ...enumOf(base, node, context) };
}

function textBounds({ plain, patterns, at }: FlatNode, context: Context): Schema {
  const usable = patterns.map(asRe2).filter((pattern) => {
    const problem = patternProblem(pattern);
    if (problem !== undefined)
      warn(
        context,
        at,
        `the pattern ${pattern} is lost, since the API server's regular expressions (RE2) cannot say it: ${problem}`,
      );
    return problem === undefined && !(pattern.startsWith(ZOD_DATE) && plain['format'] !== undefined);
  });
  const [pattern, ...more] = usable;
  return {
    ...counts(plain),
    ...(pattern === undefined ? {} : { pattern }),
    ...(more.length === 0 ? {} : { allOf: more.map((each) => ({ pattern: each })) }),
  };
}

function counts({ minLength, maxLength }: JsonObject): Schema {
  return {
    ...(typeof minLength === 'number' && minLength > 0 ? { minLength } : {}),
    ...(typeof maxLength === 'number' ? { maxLength } : {}),
  };
}

/** JavaScript writes code points in another way than RE2. */
function asRe2(pattern: string): string {
  return pattern.replace(/(?<!\\)((?:\\\\)*)\\u(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{4}))/gu, '$1\\x{$2$3}');
}

function enumOf(base: Schema, { values, at }: FlatNode, context: Context): Schema {
  if (values === undefined) return {};
  const texts = new Set<string>();
  const fitting = values.filter((value) => {
    const text = canonicalJson(value);
    const fits = value !== null && !texts.has(text) && validateValue(base, value).length === 0;
    if (value !== null && !fits && !texts.has(text))
      warn(
        context,
        at,
        `the enum value ${text} is lost: it is no ${base.type ?? 'whole number or text'} that the schema allows`,
      );
    texts.add(text);
    return fits;
  });
  if (fitting.length > 0) return { enum: fitting };
  context.notes.violations.push({
    path: at,
    message: 'no value of the enum fits the type, so no object could be made',
  });
  return {};
}
