import type { ApiObject } from '../../api/api-object.ts';
import type { JsonObject } from '../../api/json.ts';
import { ApiError } from '../../api/status.ts';
import { type AdmittedWrite, admissionAttributes } from './admission-attributes.ts';
import { admit } from './admit.ts';
import type { ResourceInput } from './resource-input.ts';
import { withManagedFields } from './track-fields.ts';

/** An object on its way to the storage. */
export type Draft = Omit<AdmittedWrite, 'object' | 'oldObject'> & {
  /** What is there, undefined for an object that is new. */
  readonly stored: ApiObject | undefined;
  readonly submitted: ApiObject;
  /** Makes of what is submitted what would be stored. @throws ApiError 422 */
  readonly settle: (submitted: ApiObject) => ApiObject;
  /** Notes in its managedFields who has written it. */
  readonly track: (settled: ApiObject) => ApiObject;
};

/**
 * The object as it is to be stored, after all who have a say in it: mutating webhooks get it before it is checked,
 * policies and validating webhooks afterwards (k8s.io/apiserver pkg/endpoints/handlers/create.go, update.go).
 * Nobody owns the fields that webhooks set. @throws ApiError
 */
export const admittedObject = async (input: ResourceInput, draft: Draft): Promise<ApiObject> => {
  const { server, warn, annotate } = input;
  const { stored, submitted, settle, track, ...write } = draft;
  const told = { warn, annotate };
  const oldObject = stored === undefined ? null : (stored as JsonObject);
  const attributes = admissionAttributes(input, { ...write, object: submitted as JsonObject, oldObject });
  const mutated = await server.admission.mutate(attributes, told);
  const isMutated = mutated !== null && mutated !== attributes.object;
  const object = isMutated ? settleMutated(input, draft, mutated) : track(settle(submitted));
  const name = object.metadata.name ?? '';
  await server.admission.validate({ ...attributes, object: object as JsonObject, name }, told);
  return object;
};

const settleMutated = (input: ResourceInput, draft: Draft, mutated: JsonObject): ApiObject => {
  const { submitted, settle, track } = draft;
  const readmitted = admit(input, { document: mutated, duplicate: [], fieldValidation: 'Ignore' });
  const settled = settle(readmitted);
  const { metadata } = track(settledOrElse(() => settle(submitted), settled));
  const managedFields = (metadata.managedFields ?? []) as readonly JsonObject[];
  return withManagedFields(settled, managedFields);
};

/** What was submitted may have had problems that webhooks have mended. */
const settledOrElse = (settle: () => ApiObject, other: ApiObject): ApiObject => {
  try {
    return settle();
  } catch (cause) {
    if (cause instanceof ApiError) return other;
    throw cause;
  }
};
