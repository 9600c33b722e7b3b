import type { JsonValue } from '../json-value.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import type { CelEngine } from './cel-engine.ts';
import { celValue } from './cel-value.ts';

/** What the library says where it cannot do what the API server can: nothing is known of the rule then. */
const NOT_THE_VALUE: ReadonlySet<string> = new Set([
  'field_type_mismatch',
  'no_matching_overload',
  'unknown_variable',
  'invalid_comprehension_range',
  'invalid_macro_argument',
  'invalid_regular_expression',
  'optional_expected',
]);

/**
 * Evaluates a rule as on create: rules with `oldSelf` hold, unless it is optional.
 *
 * @param value of the schema that has the rule, with its defaults
 * @returns whether it holds; undefined where only the API server can tell
 */
export function evaluateRule(
  { rule, optionalOldSelf }: ValidationRule,
  { schema, value }: { readonly schema: Schema; readonly value: JsonValue },
  cel: CelEngine,
): boolean | undefined {
  if (/\boldSelf\b/u.test(rule) && optionalOldSelf !== true) return true;
  const parsed = cel.parse(rule);
  if (parsed.kind !== 'parsed') return undefined;
  try {
    const result: unknown = parsed.run({ self: celValue(schema, value, cel), oldSelf: cel.none });
    return typeof result === 'boolean' ? result : undefined;
  } catch (error) {
    return isOfValue(error) ? false : undefined;
  }
}

function isOfValue(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && !NOT_THE_VALUE.has(code);
}
