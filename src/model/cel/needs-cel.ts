import { isImmutableRule } from '../schema/immutable-rule.ts';
import { ruleSites } from '../schema/rule-sites.ts';
import type { Schema } from '../schema/schema.ts';

/** @returns whether versions have rules that only the CEL library can read: immutable fields are known without it */
export function needsCel(versions: readonly { readonly schema: Schema }[]): boolean {
  return versions.some(({ schema }) =>
    ruleSites(schema, '').some(
      ({ schema: node }) => node['x-kubernetes-validations']?.every(isImmutableRule) === false,
    ),
  );
}
