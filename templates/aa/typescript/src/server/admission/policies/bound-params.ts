import type { JsonObject } from '../../api/json.ts';
import type { Attributes } from '../attributes.ts';
import { type FindNamespace, matchedVersion } from '../matching/matched-version.ts';
import type { FindParams } from './param-objects.ts';
import type { PolicyBinding, PolicySpec } from './policy.ts';

/** What it takes to tell what a binding gives to a policy. */
export type BindingMeans = { readonly findNamespace: FindNamespace; readonly findParams: FindParams };

/**
 * The parameters that a binding gives to its policy for a request: nothing, once, to one that takes none; none at all
 * where the binding is not about the request. @throws PolicyConfigurationError
 */
export const boundParams = async (
  { paramKind }: PolicySpec,
  { spec: { matchResources, paramRef } }: PolicyBinding,
  { attributes, findNamespace, findParams }: BindingMeans & { readonly attributes: Attributes },
): Promise<readonly (JsonObject | null)[]> => {
  const isBound =
    matchResources === undefined ||
    (await matchedVersion(matchResources, attributes, findNamespace)) !== undefined;
  if (!isBound) return [];
  if (paramKind === undefined || paramRef === undefined) return [null];
  return findParams({ kind: paramKind, ref: paramRef, namespace: attributes.namespace });
};
