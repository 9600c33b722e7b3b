import { childrenOf } from './children-of.ts';
import type { Schema } from './schema.ts';

/** A node of a schema with rules, and what surrounds it. */
export type RuleSite = {
  /** In the field language: `schema.spec.ports[]`. */
  readonly path: string;
  readonly schema: Schema;
  /** Whether it is the root of a resource, the whole one or an embedded one. */
  readonly isResource: boolean;
  /** How many values of the node an object can have; undefined where nothing limits it. */
  readonly count: number | undefined;
  /** The path of the list around it whose items cannot be told apart between two versions of an object. */
  readonly uncorrelated: string | undefined;
};

/**
 * @param schema of a whole object
 * @returns every node with rules, parents first
 * @see CELSchemaContext of k8s.io/apiextensions-apiserver
 */
export function ruleSites(schema: Schema, path: string): readonly RuleSite[] {
  return sitesBelow({ path, schema, isResource: true, count: 1, uncorrelated: undefined });
}

function sitesBelow(site: RuleSite): readonly RuleSite[] {
  const { schema, path } = site;
  const own = (schema['x-kubernetes-validations']?.length ?? 0) > 0 ? [site] : [];
  const limit = limitOf(schema);
  const count = site.count === undefined || limit === undefined ? undefined : site.count * limit;
  const tellsApart = schema.items === undefined || schema['x-kubernetes-list-type'] === 'map';
  const uncorrelated = site.uncorrelated ?? (tellsApart ? undefined : path);
  const below = childrenOf(schema, path).flatMap(([childPath, child]) => {
    const isResource = child['x-kubernetes-embedded-resource'] === true;
    return sitesBelow({ path: childPath, schema: child, isResource, count, uncorrelated });
  });
  return [...own, ...below];
}

/** How many children of one kind a value has at most. */
function limitOf({ items, additionalProperties, maxItems, maxProperties }: Schema): number | undefined {
  if (items !== undefined) return maxItems;
  return additionalProperties === undefined ? 1 : maxProperties;
}
