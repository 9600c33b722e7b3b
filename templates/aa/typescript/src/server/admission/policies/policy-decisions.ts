import type { JsonObject } from '../../api/json.ts';
import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import { ruleMessage } from '../../cel/rules/rule-message.ts';
import { CelError } from '../../cel/values/cel-error.ts';
import { type CelMap, type CelValue, typeNameOf } from '../../cel/values/cel-value.ts';
import { valueOfUntyped } from '../../cel/values/value-of-untyped.ts';
import { areMet } from '../expressions/conditions.ts';
import { type Expression, ExpressionError, OutOfBudgetError } from '../expressions/expression.ts';
import { commonScope, type ExpressionInput, scopeOf } from '../expressions/variables.ts';
import { type CompiledPolicy, compiledPolicy } from './compiled-policy.ts';
import type { Policy, PolicyValidation } from './policy.ts';

/** What a policy has against a request. */
export type Denial = {
  readonly message: string;
  /** A reason of a Status, for what does not hold. */
  readonly reason: string;
  /** Which of the validations it is. */
  readonly index: number;
  /** That of an audit annotation is denied whatever the binding does about others. */
  readonly isOfAnnotation?: true;
};

/** What comes of a policy for a request, with one object as its parameters. */
export type PolicyDecisions = {
  readonly denials: readonly Denial[];
  readonly annotations: readonly (readonly [key: string, value: string])[];
};

/** RuntimeCELCostBudget of k8s.io/apiserver pkg/apis/cel. */
const mostWork = 10_000_000;

const nothing: PolicyDecisions = { denials: [], annotations: [] };

/** Holds a policy against a request (k8s.io/apiserver pkg/admission/plugin/policy/validating/validator.go). */
export const policyDecisions = (
  policy: Policy,
  params: JsonObject | null,
  input: ExpressionInput,
): PolicyDecisions => {
  const compiled = compiledPolicy(policy);
  const isIgnored = policy.spec.failurePolicy === 'Ignore';
  const failed = (message: string): PolicyDecisions =>
    isIgnored ? nothing : { denials: [{ message, reason: 'Invalid', index: 0 }], annotations: [] };
  const withParams = (scope: Scope | undefined) => scopeOf([['params', valueOfUntyped(params)]], scope);
  try {
    // Conditions see neither the namespace nor variables.
    const scope = withParams(commonScope({ ...input, namespace: undefined }));
    if (!areMet(compiled.conditions, scope, policy.spec.failurePolicy)) return nothing;
    return decide(compiled, { scope: withParams(commonScope(input)), isIgnored });
  } catch (cause) {
    if (cause instanceof ExpressionError) return failed(cause.message);
    throw cause;
  }
};

type Deciding = { readonly scope: Scope | undefined; readonly isIgnored: boolean };

const decide = (compiled: CompiledPolicy, { scope, isIgnored }: Deciding): PolicyDecisions => {
  const budget: Meter = { left: mostWork };
  const within = scopeOf([['variables', variablesOf(compiled, scope, budget)]], scope);
  const denials = compiled.validations.flatMap(({ validation, holds, message }, index): readonly Denial[] => {
    const outcome = outcomeOf(holds, within, budget);
    if (outcome === true) return [];
    if (outcome instanceof ExpressionError)
      return isIgnored ? [] : [{ message: outcome.message, reason: 'Invalid', index }];
    const made = message && ruleMessage(valueOrNothing(outcomeOf(message, within, budget)));
    return [{ message: made ?? givenMessage(validation), reason: validation.reason ?? 'Invalid', index }];
  });
  const noted = annotationsOf(compiled, within);
  return { ...noted, denials: [...denials, ...(isIgnored ? [] : noted.denials)] };
};

const givenMessage = ({ message = '', expression }: PolicyValidation): string =>
  message.trim() === '' ? `failed expression: ${expression.trim()}` : message.trim();

const valueOrNothing = (outcome: CelValue | ExpressionError): CelValue | undefined =>
  outcome instanceof ExpressionError ? undefined : outcome;

/** The value of an expression, or why it has none. @throws OutOfBudgetError */
const outcomeOf = (
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

/** The variables of a policy, each evaluated when an expression asks for it, and once. */
const variablesOf = ({ variables }: CompiledPolicy, scope: Scope | undefined, budget: Meter): CelMap => {
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

const annotationsOf = ({ annotations }: CompiledPolicy, scope: Scope | undefined): PolicyDecisions => {
  const budget: Meter = { left: mostWork };
  const values = annotations.map(({ value }) => outcomeOf(value, scope, budget));
  return {
    annotations: values.flatMap((value, index) => {
      const text = typeof value === 'string' ? value.trim() : '';
      return text === '' ? [] : [[annotations[index]?.key ?? '', text] as const];
    }),
    denials: values.flatMap((value, index) => {
      if (value === null || typeof value === 'string') return [];
      const message =
        value instanceof ExpressionError
          ? value.message
          : `valueExpression '${annotations[index]?.source}' resulted in unsupported return type: ${typeNameOf(value)}. Return type must be either string or null.`;
      return [{ message, reason: '', index, isOfAnnotation: true as const }];
    }),
  };
};
