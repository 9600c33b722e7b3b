import { compileCel } from '../../cel/evaluate/compile-cel.ts';
import type { Evaluation, Meter, Scope } from '../../cel/evaluate/frame.ts';
import { CelSyntaxError } from '../../cel/syntax/cel-syntax-error.ts';
import { parseCel } from '../../cel/syntax/parse-cel.ts';
import { CelError, CelLimitError } from '../../cel/values/cel-error.ts';
import type { CelValue } from '../../cel/values/cel-value.ts';

/** An expression of a webhook or a policy. */
export type Expression = {
  /**
   * Its value where these variables are known; what it costs is taken from the budget. @throws ExpressionError
   */
  readonly evaluate: (scope: Scope | undefined, budget: Meter) => CelValue;
};

/** Why an expression has no value, in the words of k8s.io/apiserver pkg/admission/plugin/cel. */
export class ExpressionError extends Error {
  override readonly name: string = 'ExpressionError';
}

/** Nothing is left of the budget. */
export class OutOfBudgetError extends ExpressionError {
  override readonly name = 'OutOfBudgetError';

  constructor() {
    super('validation failed due to running out of cost budget, no further validation rules will be run');
  }
}

/** PerCallLimit of k8s.io/apiserver pkg/apis/cel. */
const mostWork = 1_000_000;

/** Compiles an expression; one that cannot be compiled says so when it is evaluated, as upstream does. */
export const compileExpression = (source: string, variables: readonly string[]): Expression => {
  const evaluation = compiled(source, variables);
  return {
    evaluate: (scope, budget) => {
      if (budget.left <= 0) throw new OutOfBudgetError();
      const allowed = Math.min(mostWork, budget.left);
      const meter = { left: allowed };
      try {
        return evaluation({ scope, meter });
      } catch (error) {
        throw explained(error, source);
      } finally {
        budget.left -= allowed - Math.max(0, meter.left);
      }
    },
  };
};

const compiled = (source: string, variables: readonly string[]): Evaluation => {
  try {
    return compileCel(parseCel(source), variables);
  } catch (error) {
    if (!(error instanceof CelSyntaxError)) throw error;
    return () => {
      throw new ExpressionError(`compilation error: compilation failed: ${error.message}`);
    };
  }
};

const explained = (error: unknown, source: string): unknown => {
  // Values that are nested deeper than the stack.
  const cause = error instanceof RangeError ? new CelLimitError() : error;
  return cause instanceof CelError
    ? new ExpressionError(`expression '${source}' resulted in error: ${cause.message}`)
    : cause;
};
