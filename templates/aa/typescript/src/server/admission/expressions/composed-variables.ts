import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import { CelError } from '../../cel/values/cel-error.ts';
import type { CelMap, CelValue } from '../../cel/values/cel-value.ts';
import { type Expression, ExpressionError } from './expression.ts';
import { outcomeOf } from './outcome-of.ts';
import { scopeOf } from './variables.ts';

/** The variables of a policy, each evaluated when an expression asks for it, and once. */
export const variablesOf = (
  variables: ReadonlyMap<string, Expression>,
  scope: Scope | undefined,
  budget: Meter,
): CelMap => {
  const values = new Map<string, CelValue>();
  const map: CelMap = {
    kind: 'map',
    size: variables.size,
    keys: () => [...variables.keys()],
    find: (name) => {
      const expression = typeof name === 'string' ? variables.get(name) : undefined;
      if (expression === undefined || typeof name !== 'string') return undefined;
      const value = values.get(name) ?? evaluated(name, expression);
      values.set(name, value);
      return value;
    },
  };
  const within = scopeOf([['variables', map]], scope);
  const evaluated = (name: string, expression: Expression): CelValue => {
    const value = outcomeOf(expression, within, budget);
    if (!(value instanceof ExpressionError)) return value;
    const detail = value.message.replace(/^expression '.*' resulted in error: /s, '');
    throw new CelError(`composited variable "${name}" fails to evaluate: ${detail}`);
  };
  return map;
};
