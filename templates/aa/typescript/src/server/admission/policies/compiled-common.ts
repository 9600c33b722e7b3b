import { compileExpression, type Expression } from '../expressions/expression.ts';
import { commonVariables } from '../expressions/variables.ts';
import type { PolicySpec } from './policy.ts';

/** What is compiled of every policy. */
export type CompiledCommon = {
  readonly conditions: readonly Expression[];
  readonly variables: ReadonlyMap<string, Expression>;
  /** What its other expressions may name. */
  readonly names: readonly string[];
};

/** Compiles what both kinds of policies have. */
export const compiledCommon = (spec: PolicySpec): CompiledCommon => {
  const { paramKind, matchConditions = [], variables = [] } = spec;
  const known = [...commonVariables, ...(paramKind === undefined ? [] : ['params'])];
  const names = [...known, 'variables'];
  return {
    names,
    conditions: matchConditions.map(({ expression }) => compileExpression(expression, known)),
    variables: new Map(variables.map(({ name, expression }) => [name, compileExpression(expression, names)])),
  };
};
