import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import type { CelValue } from '../../cel/values/cel-value.ts';
import { type Expression, ExpressionError, OutOfBudgetError } from './expression.ts';

/** The value of an expression, or why it has none. @throws OutOfBudgetError */
export const outcomeOf = (
  expression: Expression,
  scope: Scope | undefined,
  budget: Meter,
): CelValue | ExpressionError => {
  try {
    return expression.evaluate(scope, budget);
  } catch (cause) {
    if (cause instanceof ExpressionError && !(cause instanceof OutOfBudgetError)) return cause;
    throw cause;
  }
};
