import { isDeepStrictEqual } from 'node:util';
import type { ApiObject, ObjectMeta } from '../../api/api-object.ts';
import { type FieldError, forbiddenField, invalidField } from '../../api/field-error.ts';
import { hasStatus } from '../../api/has-status.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { checkObject } from './check-object.ts';
import { clientMetadata } from './client-metadata.ts';

/** The part of an object that a write is for. */
export type Part = 'object' | 'status';

/**
 * What will be stored when `submitted` is written over `stored`: the status is kept on a write of the object and
 * alone taken on a write of the status, the server's own metadata stays, the generation grows with the object's
 * intent (k8s.io/apiextensions-apiserver pkg/registry/customresource/strategy.go). 422 for what is not allowed.
 */
export const nextObject = (
  kind: KindDefinition,
  {
    stored,
    submitted,
    part,
  }: { readonly stored: ApiObject; readonly submitted: ApiObject; readonly part: Part },
): ApiObject => {
  const merged = part === 'status' ? withStatusOf(stored, submitted) : updated(kind, stored, submitted);
  const problems = immutabilityProblems(stored.metadata, submitted.metadata);
  const object = checkObject(kind, merged, { previous: stored, problems, isOfStatus: part === 'status' });
  const isChanged = part === 'object' && !isDeepStrictEqual(intentOf(kind, object), intentOf(kind, stored));
  if (!isChanged) return object;
  return { ...object, metadata: { ...object.metadata, generation: (stored.metadata.generation ?? 0) + 1 } };
};

const withStatusOf = (base: ApiObject, from: ApiObject): ApiObject => {
  const { status: _status, ...rest } = base;
  return from['status'] === undefined ? rest : { ...rest, status: from['status'] };
};

const updated = (kind: KindDefinition, stored: ApiObject, submitted: ApiObject): ApiObject => {
  const metadata = metadataAfter(stored.metadata, submitted.metadata);
  return { ...(hasStatus(kind) ? withStatusOf(submitted, stored) : submitted), metadata };
};

/** Labels, annotations, finalizers and owners are the client's, the rest is the server's. */
const metadataAfter = (stored: ObjectMeta, submitted: ObjectMeta): ObjectMeta => {
  const { labels: _l, annotations: _a, finalizers: _f, ownerReferences: _o, ...own } = stored;
  return { ...own, ...clientMetadata(submitted) };
};

/** Everything that a controller acts on: neither metadata nor status. */
const intentOf = (kind: KindDefinition, { metadata: _metadata, status, ...rest }: ApiObject) =>
  hasStatus(kind) ? rest : { ...rest, status };

const immutabilityProblems = (stored: ObjectMeta, submitted: ObjectMeta): readonly FieldError[] => {
  const changed = (['name', 'namespace', 'uid'] as const).flatMap((field) => {
    const value = submitted[field] ?? '';
    return value === '' || value === stored[field]
      ? []
      : [invalidField(`metadata.${field}`, value, 'field is immutable')];
  });
  const added = (submitted.finalizers ?? []).filter((each) => !(stored.finalizers ?? []).includes(each));
  if (stored.deletionTimestamp === undefined || added.length === 0) return changed;
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((each) => JSON.stringify(each)).join(', ')}}`;
  return [...changed, forbiddenField('metadata.finalizers', detail)];
};
