import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import { type Expression, ExpressionError } from './expression.ts';

/** RuntimeCELCostBudgetMatchConditions of k8s.io/apiserver pkg/apis/cel. */
const mostWork = 2_500_000;

/**
 * Whether all conditions are met: one that is not decides, whatever goes wrong in others. Where something does, whoever
 * may fail is left out (k8s.io/apiserver pkg/admission/plugin/webhook/matchconditions).
 *
 * @throws ExpressionError where the failurePolicy is another one than Ignore
 */
export const areMet = (
  conditions: readonly Expression[],
  scope: Scope | undefined,
  failurePolicy: string | undefined,
): boolean => {
  const budget: Meter = { left: mostWork };
  const problems: string[] = [];
  for (const condition of conditions) {
    try {
      if (condition.evaluate(scope, budget) === false) return false;
    } catch (cause) {
      if (!(cause instanceof ExpressionError)) throw cause;
      problems.push(cause.message);
    }
  }
  if (problems.length === 0) return true;
  if (failurePolicy === 'Ignore') return false;
  const distinct = [...new Set(problems)];
  throw new ExpressionError(distinct.length === 1 ? distinct.join('') : `[${distinct.join(', ')}]`);
};
