import { objectOf } from '../../discover/walk/untyped.ts';
import { type Caller, callersOf } from '../manifest/caller.ts';
import { type ManifestObject, objectsOf } from '../manifest/manifest-object.ts';

/** Where something stands in a document: keys of mappings, indexes of lists. */
export type NodePath = readonly (string | number)[];

/** A caller with the mapping that its caBundle belongs into. */
export type FoundCaller = { readonly caller: Caller; readonly mapping: NodePath };

/** What a document holds. */
export type FoundObjects = {
  readonly callers: readonly FoundCaller[];
  /** Every object, as messages name it. */
  readonly labels: readonly string[];
};

const MAX_DEPTH = 8;

/** The groups whose objects have a caBundle; a kind of the same name in another group is something else. */
const GROUPS = new Set([
  'apiregistration.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  '',
]);

/** @returns the callers of a document, also those within lists of objects */
export function findCallers(value: unknown): FoundObjects {
  const objects = [...withPaths(value, [])];
  return {
    labels: objects.map(({ object }) => object.label),
    callers: objects.flatMap(({ object, path }) =>
      GROUPS.has(groupOf(object))
        ? callersOf(object).map((caller) => ({ caller, mapping: [...path, ...mappingOf(caller.field)] }))
        : [],
    ),
  };
}

type PlacedObject = { readonly object: ManifestObject; readonly path: NodePath };

function* withPaths(value: unknown, path: NodePath): Generator<PlacedObject> {
  const mapping = objectOf(value);
  const kind = mapping?.['kind'];
  if (mapping === undefined || typeof kind !== 'string') return;
  const items = mapping['items'];
  if (!kind.endsWith('List') || !Array.isArray(items)) {
    for (const object of objectsOf(mapping)) yield { object, path };
    return;
  }
  if (path.length / 2 > MAX_DEPTH) return;
  const told = { kind: kind.slice(0, -4), apiVersion: mapping['apiVersion'] };
  for (const [index, item] of items.entries()) {
    yield* withPaths({ ...told, ...objectOf(item) }, [...path, 'items', index]);
  }
}

function groupOf({ apiVersion }: ManifestObject): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** @param field `webhooks[0].clientConfig.caBundle` */
function mappingOf(field: string): NodePath {
  const steps = [...field.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
  return steps.slice(0, -1);
}
