import { compileCel } from '../../../templates/aa/typescript/src/server/cel/evaluate/compile-cel.ts';
import { CelSyntaxError } from '../../../templates/aa/typescript/src/server/cel/syntax/cel-syntax-error.ts';
import { parseCel } from '../../../templates/aa/typescript/src/server/cel/syntax/parse-cel.ts';
import type { ValidationRule } from '../schema/schema.ts';

/** @returns why the template's library cannot evaluate a rule, or its message; undefined where it can */
export function unevaluatedRule({ rule, messageExpression = '' }: ValidationRule): string | undefined {
  try {
    for (const source of [rule, messageExpression].filter((each) => each.trim() !== '')) {
      compileCel(parseCel(source), ['self', 'oldSelf']);
    }
    return undefined;
  } catch (error) {
    if (error instanceof CelSyntaxError) return error.message;
    throw error;
  }
}
