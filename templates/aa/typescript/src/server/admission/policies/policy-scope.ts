import type { JsonObject } from '../../api/json.ts';
import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import { valueOfUntyped } from '../../cel/values/value-of-untyped.ts';
import { variablesOf } from '../expressions/composed-variables.ts';
import type { Expression } from '../expressions/expression.ts';
import { commonScope, type ExpressionInput, scopeOf } from '../expressions/variables.ts';

/** What the conditions of a policy see: neither the namespace nor variables. */
export const conditionScope = (input: ExpressionInput, params: JsonObject | null): Scope | undefined =>
  withParams(commonScope({ ...input, namespace: undefined }), params);

/** What its other expressions see; variables are charged to the budget. */
export const policyScope = (
  input: ExpressionInput,
  params: JsonObject | null,
  { variables, budget }: { readonly variables: ReadonlyMap<string, Expression>; readonly budget: Meter },
): Scope | undefined => {
  const scope = withParams(commonScope(input), params);
  return scopeOf([['variables', variablesOf(variables, scope, budget)]], scope);
};

const withParams = (scope: Scope | undefined, params: JsonObject | null): Scope | undefined =>
  scopeOf([['params', valueOfUntyped(params)]], scope);
