import { escapeName } from '../../../../templates/aa/typescript/src/server/cel/values/escape-name.ts';
import { valueSize } from '../../check/value-size.ts';
import type { Schema } from '../../schema/schema.ts';

/** Where the API server's estimate takes a value to be from: a schema, or the key of some map. */
export type Place = { readonly schema: Schema; readonly isResource: boolean } | 'key';

/** How a place is left: to items, values, keys or a field by its escaped name. */
export type PlaceStep =
  | { readonly kind: 'element' | 'key' | 'none' }
  | { readonly kind: 'field'; readonly name: string };

const TEXT: Schema = { type: 'string' };

const RESOURCE: Readonly<Record<string, Schema>> = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { generateName: TEXT, name: TEXT } },
};

/** @returns the place that a step leads to; undefined where nothing is known of it */
export function placeAt(place: Place | undefined, step: PlaceStep): Place | undefined {
  if (place === undefined || place === 'key') return undefined;
  const { schema, isResource } = place;
  const { items, additionalProperties, properties } = schema;
  switch (step.kind) {
    case 'element':
      return placeOf(schema.type === 'array' ? items : additionalProperties);
    case 'key':
      return additionalProperties === undefined ? undefined : 'key';
    case 'none':
      return undefined;
    case 'field': {
      const fields = { ...properties, ...(isResource ? RESOURCE : {}) };
      return placeOf(Object.entries(fields).find(([name]) => escapeName(name) === step.name)?.[1]);
    }
  }
}

/** @returns the most elements that a value there has: characters, items, entries */
export function sizeAt(place: Place | undefined): number | undefined {
  if (place === undefined) return undefined;
  return place === 'key' ? 0 : valueSize(place.schema)?.maxElements;
}

function placeOf(schema: Schema | undefined): Place | undefined {
  if (schema === undefined || valueSize(schema) === undefined) return undefined;
  return { schema, isResource: schema['x-kubernetes-embedded-resource'] === true };
}
