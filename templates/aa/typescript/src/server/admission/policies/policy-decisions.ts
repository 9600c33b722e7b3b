import type { JsonObject } from '../../api/json.ts';
import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import { ruleMessage } from '../../cel/rules/rule-message.ts';
import { type CelValue, typeNameOf } from '../../cel/values/cel-value.ts';
import { areMet } from '../expressions/conditions.ts';
import { ExpressionError } from '../expressions/expression.ts';
import { outcomeOf } from '../expressions/outcome-of.ts';
import type { ExpressionInput } from '../expressions/variables.ts';
import { type CompiledPolicy, compiledPolicy } from './compiled-policy.ts';
import type { Policy, PolicyValidation } from './policy.ts';
import { conditionScope, policyScope } from './policy-scope.ts';

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
  try {
    const isMeant = areMet(compiled.conditions, conditionScope(input, params), policy.spec.failurePolicy);
    if (!isMeant) return nothing;
    const budget: Meter = { left: mostWork };
    const scope = policyScope(input, params, { variables: compiled.variables, budget });
    return decide(compiled, { scope, budget, isIgnored });
  } catch (cause) {
    if (cause instanceof ExpressionError) return failed(cause.message);
    throw cause;
  }
};

type Deciding = {
  readonly scope: Scope | undefined;
  readonly budget: Meter;
  readonly isIgnored: boolean;
};

const decide = (compiled: CompiledPolicy, { scope, budget, isIgnored }: Deciding): PolicyDecisions => {
  const denials = compiled.validations.flatMap(({ validation, holds, message }, index): readonly Denial[] => {
    const outcome = outcomeOf(holds, scope, budget);
    if (outcome === true) return [];
    if (outcome instanceof ExpressionError)
      return isIgnored ? [] : [{ message: outcome.message, reason: 'Invalid', index }];
    const made = message && ruleMessage(valueOrNothing(outcomeOf(message, scope, budget)));
    return [{ message: made ?? givenMessage(validation), reason: validation.reason ?? 'Invalid', index }];
  });
  const noted = annotationsOf(compiled, scope);
  return { ...noted, denials: [...denials, ...(isIgnored ? [] : noted.denials)] };
};

const givenMessage = ({ message = '', expression }: PolicyValidation): string =>
  message.trim() === '' ? `failed expression: ${expression.trim()}` : message.trim();

const valueOrNothing = (outcome: CelValue | ExpressionError): CelValue | undefined =>
  outcome instanceof ExpressionError ? undefined : outcome;

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
