import { compileCel } from '../../../templates/aa/typescript/src/server/cel/evaluate/compile-cel.ts';
import type { Evaluation } from '../../../templates/aa/typescript/src/server/cel/evaluate/frame.ts';
import { CelSyntaxError } from '../../../templates/aa/typescript/src/server/cel/syntax/cel-syntax-error.ts';
import { parseCel } from '../../../templates/aa/typescript/src/server/cel/syntax/parse-cel.ts';
import { CelError, CelLimitError } from '../../../templates/aa/typescript/src/server/cel/values/cel-error.ts';
import { optionalOf } from '../../../templates/aa/typescript/src/server/cel/values/cel-list.ts';
import { valueOfJson } from '../../../templates/aa/typescript/src/server/cel/values/value-of-json.ts';
import type { JsonValue } from '../json-value.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';

/** As much as the API server lets a rule do: PerCallLimit of k8s.io/apiserver/pkg/apis/cel. */
const MOST_WORK = 1_000_000;

/**
 * Evaluates a rule as on create: rules with `oldSelf` hold, unless it is optional.
 *
 * @param value of the schema that has the rule, with its defaults
 * @returns whether it holds; undefined where only the API server can tell
 */
export function evaluateRule(
  { rule, optionalOldSelf }: ValidationRule,
  { schema, value }: { readonly schema: Schema; readonly value: JsonValue },
): boolean | undefined {
  if (/\boldSelf\b/u.test(rule) && optionalOldSelf !== true) return true;
  const evaluate = evaluationOf(rule);
  if (evaluate === undefined) return undefined;
  try {
    const outer = { name: 'oldSelf', value: optionalOf(), outer: undefined };
    const scope = { name: 'self', value: valueOfJson(value, schema), outer };
    return evaluate({ scope, meter: { left: MOST_WORK } }) === true;
  } catch (error) {
    if (error instanceof CelLimitError) return undefined;
    if (error instanceof CelError) return false;
    throw error;
  }
}

/** A search for samples evaluates the same rules a thousand times; undefined for what is no rule. */
const EVALUATIONS = new Map<string, Evaluation | undefined>();

function evaluationOf(rule: string): Evaluation | undefined {
  if (!EVALUATIONS.has(rule)) EVALUATIONS.set(rule, compiled(rule));
  return EVALUATIONS.get(rule);
}

function compiled(rule: string): Evaluation | undefined {
  try {
    return compileCel(parseCel(rule), ['self', 'oldSelf']);
  } catch (error) {
    if (error instanceof CelSyntaxError) return undefined;
    throw error;
  }
}
