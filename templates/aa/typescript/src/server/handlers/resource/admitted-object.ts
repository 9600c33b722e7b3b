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
  const unchanged = outcomeOf(() => track(settle(submitted)));
  const shown = unchanged instanceof ApiError ? track(submitted) : withFieldsOf(unchanged, submitted);
  const attributes = admissionAttributes(input, { ...write, object: shown as JsonObject, oldObject });
  const mutated = await server.admission.mutate(attributes, told);
  const isMutated = mutated !== null && mutated !== attributes.object;
  const object = isMutated ? settleMutated(input, { draft, unchanged, mutated }) : unchanged;
  if (object instanceof ApiError) throw object;
  const name = object.metadata.name ?? '';
  await server.admission.validate({ ...attributes, object: object as JsonObject, name }, told);
  return object;
};

/** What comes of it, a failure too: webhooks may mend what was submitted. */
const outcomeOf = (make: () => ApiObject): ApiObject | ApiError => {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof ApiError) return cause;
    throw cause;
  }
};

type Mutation = {
  readonly draft: Draft;
  /** What would have been stored without it. */
  readonly unchanged: ApiObject | ApiError;
  readonly mutated: JsonObject;
};

const settleMutated = (input: ResourceInput, { draft, unchanged, mutated }: Mutation): ApiObject => {
  const object = admit(input, { document: mutated, duplicate: [], fieldValidation: 'Ignore' });
  const settled = draft.settle(object);
  return unchanged instanceof ApiError ? draft.track(settled) : withFieldsOf(unchanged, settled);
};

/** An object with the managedFields of another one. */
const withFieldsOf = ({ metadata }: ApiObject, object: ApiObject): ApiObject =>
  withManagedFields(object, (metadata.managedFields ?? []) as readonly JsonObject[]);
