import type { Authorizer } from '../../authorization/authorizer.ts';
import type { Told } from '../admission.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { withDecisions } from '../expressions/with-decisions.ts';
import { forbiddenRequest } from '../forbidden-request.ts';
import { matchedVersion } from '../matching/matched-version.ts';
import { type BindingMeans, boundParams } from './bound-params.ts';
import { PolicyConfigurationError } from './param-objects.ts';
import type { Policy, PolicyBinding } from './policy.ts';
import { type Denial, type PolicyDecisions, policyDecisions } from './policy-decisions.ts';

/** What it takes to hold policies against a request. */
export type PolicyMeans = BindingMeans & {
  /** In the order in which they are asked. */
  readonly policies: readonly Policy[];
  readonly bindings: readonly PolicyBinding[];
  readonly authorizer: Authorizer;
  readonly told: Told;
};

/** Codes of the reasons that a validation may have (validating/dispatcher.go reasonToCode). */
const codes: Readonly<Record<string, number>> = {
  Forbidden: 403,
  Unauthorized: 401,
  RequestEntityTooLarge: 413,
};

/** Who denies a request. */
type Denied = Pick<Denial, 'message' | 'reason'> & {
  readonly policy: string;
  readonly binding: string;
};

/**
 * Holds the policies that are bound against a request; the first that denies it decides, once all have been asked
 * (k8s.io/apiserver pkg/admission/plugin/policy/validating/dispatcher.go). @throws ApiError
 */
export const askPolicies = async (attributes: Attributes, means: PolicyMeans): Promise<void> => {
  const denied: Denied[] = [];
  for (const policy of means.policies) {
    const bindings = means.bindings.filter(({ spec }) => spec.policyName === policy.metadata.name);
    const { matchConstraints = {} } = policy.spec;
    const seen = await matchedVersion(matchConstraints, attributes, means.findNamespace);
    if (seen === undefined) continue;
    const notes = new Map<string, Set<string>>();
    for (const binding of bindings) {
      denied.push(...(await askBound({ policy, binding, seen, notes }, attributes, means)));
    }
    const { name } = policy.metadata;
    means.told.annotate(
      Object.fromEntries([...notes].map(([key, values]) => [`${name}/${key}`, [...values].join(', ')])),
    );
  }
  const [first] = denied;
  if (first !== undefined) throw denial(attributes, first);
};

type Bound = {
  readonly policy: Policy;
  readonly binding: PolicyBinding;
  readonly seen: SeenVersion;
  /** Annotations for the record, by their keys: bindings may have different ones. */
  readonly notes: Map<string, Set<string>>;
};

const askBound = async (
  bound: Bound,
  attributes: Attributes,
  means: PolicyMeans,
): Promise<readonly Denied[]> => {
  const { policy, binding } = bound;
  const names = { policy: policy.metadata.name, binding: binding.metadata.name };
  const decisions = await decisionsOf(bound, attributes, means);
  if (decisions instanceof PolicyConfigurationError) {
    if (policy.spec.failurePolicy === 'Ignore') return [];
    return [{ ...names, reason: 'Invalid', message: `failed to configure binding: ${decisions.message}` }];
  }
  for (const [key, value] of decisions.flatMap(({ annotations }) => annotations)) {
    bound.notes.set(key, (bound.notes.get(key) ?? new Set()).add(value.slice(0, longestNote)));
  }
  return decisions
    .flatMap(({ denials }) => denials)
    .filter((each) => isDenied(each, bound, means.told))
    .map((each) => ({ ...each, ...names }));
};

/** maxAuditAnnotationValueLength of validating/dispatcher.go. */
const longestNote = 10 * 1024;

const decisionsOf = async (
  { policy, binding, seen }: Bound,
  attributes: Attributes,
  means: PolicyMeans,
): Promise<readonly PolicyDecisions[] | PolicyConfigurationError> => {
  const { namespace } = attributes;
  const { findNamespace, authorizer } = means;
  try {
    const params = await boundParams(policy.spec, binding, { attributes, ...means });
    const own = namespace === '' ? undefined : await findNamespace(namespace);
    return await Promise.all(
      params.map((each) =>
        withDecisions(authorizer, (decide) =>
          policyDecisions(policy, each, { attributes, seen, namespace: own, decide }),
        ),
      ),
    );
  } catch (cause) {
    if (cause instanceof PolicyConfigurationError) return cause;
    throw cause;
  }
};

/** Does what the binding wants done about what does not hold; whether it is a reason to deny the request. */
const isDenied = (found: Denial, { policy, binding }: Bound, told: Told): boolean => {
  const { validationActions = [], policyName } = binding.spec;
  if (found.isOfAnnotation === true) return true;
  const { message, index } = found;
  const [name, own] = [policy.metadata.name, binding.metadata.name];
  if (validationActions.includes('Warn'))
    told.warn(`Validation failed for ValidatingAdmissionPolicy '${name}' with binding '${own}': ${message}`);
  if (validationActions.includes('Audit')) {
    const note = { message, policy: policyName, binding: own, expressionIndex: index, validationActions };
    told.annotate({ 'validation.policy.admission.k8s.io/validation_failure': JSON.stringify([note]) });
  }
  return validationActions.includes('Deny');
};

const denial = (attributes: Attributes, { policy, binding, message, reason }: Denied) => {
  const sentence = `ValidatingAdmissionPolicy '${policy}' with binding '${binding}' denied request: ${message}`;
  const given = reason === '' ? 'Invalid' : reason;
  const causes = [{ message: sentence }];
  return forbiddenRequest(attributes, sentence, { reason: given, code: codes[given] ?? 422, causes });
};
