import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../api/json.ts';
import { ApiError } from '../../api/status.ts';
import type { Authorizer } from '../../authorization/authorizer.ts';
import type { Meter } from '../../cel/evaluate/frame.ts';
import type { Decide } from '../../cel/functions/authorizer-functions.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { areMet } from '../expressions/conditions.ts';
import { ExpressionError } from '../expressions/expression.ts';
import type { ExpressionInput } from '../expressions/variables.ts';
import { withDecisions } from '../expressions/with-decisions.ts';
import { forbiddenRequest } from '../forbidden-request.ts';
import { matchedVersion } from '../matching/matched-version.ts';
import type { Reinvocation } from '../reinvocation.ts';
import { type BindingMeans, boundParams } from './bound-params.ts';
import { compiledMutations } from './compiled-mutations.ts';
import { PolicyConfigurationError } from './param-objects.ts';
import type { MutatingPolicy, PolicyBinding } from './policy.ts';
import type { Mutate } from './policy-mutation.ts';
import { conditionScope, policyScope } from './policy-scope.ts';

/** A round of asking the policies that change objects. */
export type MutatingRound = BindingMeans & {
  /** In the order in which they are asked. */
  readonly policies: readonly MutatingPolicy[];
  readonly bindings: readonly PolicyBinding[];
  readonly authorizer: Authorizer;
  /** By policy, binding and parameters. */
  readonly again: Reinvocation<string>;
};

/** A policy that is bound to a request, with one object as its parameters. */
type Invocation = {
  readonly policy: MutatingPolicy;
  readonly binding: PolicyBinding;
  readonly params: JsonObject | null;
  readonly seen: SeenVersion;
};

/** Why a policy could not be asked or carried out. */
type Failure = Pick<Invocation, 'binding' | 'policy'> & {
  readonly message: string;
  readonly reason: string;
};

/** RuntimeCELCostBudget of k8s.io/apiserver pkg/apis/cel. */
const mostWork = 10_000_000;

/**
 * Lets policies change an object one after the other (k8s.io/apiserver pkg/admission/plugin/policy/mutating).
 *
 * @returns the object of the request, the very same where nobody changes it. @throws ApiError
 */
export const askMutatingPolicies = async (
  attributes: Attributes,
  means: MutatingRound,
): Promise<JsonObject | null> => {
  const { again, findNamespace } = means;
  const failures: Failure[] = [];
  const invocations = await invocationsOf(attributes, means, failures);
  const { namespace } = attributes;
  const own = namespace === '' || invocations.length === 0 ? undefined : await findNamespace(namespace);
  let { object } = attributes;
  again.begin(object);
  for (const invocation of invocations) {
    const now = { ...attributes, object };
    const made = await invoke(invocation, now, { ...means, namespace: own, failures });
    if (made === undefined) continue;
    const wantsMore = invocation.policy.spec.reinvocationPolicy === 'IfNeeded';
    again.asked(keyOf(invocation), { isChanged: made !== object, wantsMore });
    object = made;
  }
  again.end(object);
  const [first, ...rest] = failures.filter(({ policy }) => policy.spec.failurePolicy !== 'Ignore');
  if (first !== undefined) throw denial(attributes, [first, ...rest]);
  return object;
};

const keyOf = ({ policy, binding, params }: Invocation): string =>
  JSON.stringify([policy.metadata.name, binding.metadata.name, params?.['metadata'] ?? null]);

const invocationsOf = async (
  attributes: Attributes,
  means: MutatingRound,
  failures: Failure[],
): Promise<readonly Invocation[]> => {
  const found: Invocation[] = [];
  for (const policy of means.policies) {
    const { matchConstraints = {} } = policy.spec;
    const seen = await matchedVersion(matchConstraints, attributes, means.findNamespace);
    if (seen === undefined) continue;
    const bindings = means.bindings.filter(({ spec }) => spec.policyName === policy.metadata.name);
    for (const binding of bindings) {
      try {
        const all = await boundParams(policy.spec, binding, { attributes, ...means });
        found.push(...all.map((params) => ({ policy, binding, params, seen })));
      } catch (cause) {
        if (!(cause instanceof PolicyConfigurationError)) throw cause;
        const message = `failed to configure binding: ${cause.message}`;
        failures.push({ policy, binding, message, reason: 'Forbidden' });
      }
    }
  }
  return found;
};

type Invoking = MutatingRound & {
  readonly namespace: JsonObject | undefined;
  readonly failures: Failure[];
};

/** Undefined for a policy that is not asked. */
const invoke = async (
  invocation: Invocation,
  attributes: Attributes,
  { again, authorizer, namespace, failures }: Invoking,
): Promise<JsonObject | null | undefined> => {
  const attempt = async <T>(work: (decide: Decide) => T): Promise<T | undefined> => {
    try {
      return await withDecisions(authorizer, work);
    } catch (cause) {
      if (!(cause instanceof ExpressionError)) throw cause;
      const { policy, binding } = invocation;
      failures.push({ policy, binding, message: cause.message, reason: 'Invalid' });
      return undefined;
    }
  };
  const { seen } = invocation;
  const isMeant = await attempt((decide) => isAsked(invocation, { attributes, seen, decide }));
  if (isMeant !== true || !again.isDue(keyOf(invocation))) return undefined;
  let { object } = attributes;
  for (const mutate of compiledMutations(invocation.policy).mutations) {
    const before = object;
    const now = { ...attributes, object };
    const made = await attempt((decide) =>
      changedBy(mutate, invocation, { attributes: now, seen, namespace, decide }),
    );
    object = made ?? before;
  }
  return object;
};

const isAsked = ({ policy, params }: Invocation, input: ExpressionInput): boolean =>
  areMet(compiledMutations(policy).conditions, conditionScope(input, params), policy.spec.failurePolicy);

/** The object of the request after one mutation: the very same where it changes nothing. */
const changedBy = (
  mutate: Mutate,
  { policy, params, seen }: Invocation,
  input: ExpressionInput,
): JsonObject | null => {
  const { object } = input.attributes;
  if (object === null) return object;
  const budget: Meter = { left: mostWork };
  const scope = policyScope(input, params, { variables: compiledMutations(policy).variables, budget });
  const shown = seen.show(object);
  const made = mutate(shown, seen, { scope, budget });
  return isDeepStrictEqual(made, shown) ? object : seen.takeBack(made);
};

/** 403 with all that went wrong (policy/generic/policy_dispatcher.go). */
const denial = (attributes: Attributes, failures: readonly [Failure, ...Failure[]]): ApiError => {
  const causes = failures.map(({ policy, binding, message }) => ({
    message: `policy '${policy.metadata.name}' with binding '${binding.metadata.name}' denied request: ${message}`,
  }));
  const [{ reason }] = failures;
  const { status } = forbiddenRequest(attributes, '', { reason, causes });
  return new ApiError({ ...status, message: causes[0]?.message ?? '' });
};
