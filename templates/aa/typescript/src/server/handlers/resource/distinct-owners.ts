import { isDeepStrictEqual } from 'node:util';
import type { ApiObject, OwnerReference } from '../../api/api-object.ts';

/** An object whose owner references differ from each other, and what its client has to hear of that. */
export type WithDistinctOwners = { readonly object: ApiObject; readonly warnings: readonly string[] };

/**
 * Drops owner references that are there twice (k8s.io/apiserver pkg/endpoints/handlers/rest.go dedupOwnerReferences).
 *
 * @param isPatched what a patch made is looked at only after admission, and so the sentence says
 */
export const distinctOwners = (object: ApiObject, isPatched: boolean): WithDistinctOwners => {
  const { ownerReferences } = object.metadata;
  const distinct: OwnerReference[] = [];
  const duplicate: string[] = [];
  for (const owner of ownerReferences ?? []) {
    if (distinct.some((each) => isDeepStrictEqual(each, owner))) duplicate.push(owner.uid);
    else distinct.push(owner);
  }
  if (duplicate.length === 0) return { object, warnings: [] };
  const metadata = { ...object.metadata, ownerReferences: distinct };
  return { object: { ...object, metadata }, warnings: [sentence(duplicate, isPatched)] };
};

const sentence = (uids: readonly string[], isPatched: boolean): string =>
  [
    `.metadata.ownerReferences contains duplicate entries${isPatched ? ' after mutating admission happens' : ''}`,
    'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24',
    'please fix your requests',
    `duplicate UID(s) observed: ${uids.join(', ')}`,
  ].join('; ');
