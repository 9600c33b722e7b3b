import type { Schema } from '../schema/schema.ts';

/** The size that the API server's CEL cost estimate takes a value to have. */
export type ValueSize = {
  /** The most characters of a string, items of a list, entries of a map; 0 for what is compared in one step. */
  readonly maxElements: number;
  /** The fewest bytes in JSON. */
  readonly minBytes: number;
};

/** The largest request: 3 MiB. */
export const MAX_REQUEST_BYTES = 3 * 1024 * 1024;

const STRING_SIZES: Readonly<Record<string, ValueSize>> = {
  date: { maxElements: 12, minBytes: 12 },
  'date-time': { maxElements: 32, minBytes: 21 },
  duration: { maxElements: 32, minBytes: 3 },
};

/**
 * Estimates the size of values of a schema as the API server does.
 *
 * @returns undefined for values that CEL cannot see: those of any shape, and lists and maps of them
 * @see SchemaDeclType of k8s.io/apiserver/pkg/cel/common
 */
export function valueSize(schema: Schema): ValueSize | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return { maxElements: textElements(schema), minBytes: 1 };
  }
  switch (schema.type) {
    case 'array':
      return containerSize(schema.items, schema.maxItems, 1);
    case 'object':
      return schema.additionalProperties === undefined
        ? { maxElements: 0, minBytes: objectBytes(schema) }
        : containerSize(schema.additionalProperties, schema.maxProperties, 6);
    case 'string':
      return stringSize(schema);
    case 'boolean':
      return { maxElements: 0, minBytes: 4 };
    case 'integer':
    case 'number':
      return { maxElements: 0, minBytes: 1 };
    default:
      return undefined;
  }
}

/** @param overhead bytes beside the entry itself: a comma, and for maps the key */
function containerSize(
  entry: Schema | undefined,
  limit: number | undefined,
  overhead: number,
): ValueSize | undefined {
  const size = entry === undefined ? undefined : valueSize(entry);
  return size === undefined
    ? undefined
    : { maxElements: limit ?? Math.floor((MAX_REQUEST_BYTES - 2) / (size.minBytes + overhead)), minBytes: 2 };
}

/** Braces, and each required field that has no default with its quotes, colon and comma. */
function objectBytes({ properties = {}, required = [] }: Schema): number {
  return required.reduce((bytes, name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const size = property === undefined ? undefined : valueSize(property);
    const counts = property !== undefined && property.default === undefined && size !== undefined;
    return counts ? bytes + new TextEncoder().encode(name).length + size.minBytes + 4 : bytes;
  }, 2);
}

function stringSize(schema: Schema): ValueSize {
  const { format = '', maxLength } = schema;
  if (format === 'byte') return { maxElements: maxLength ?? MAX_REQUEST_BYTES - 2, minBytes: 2 };
  const known = Object.hasOwn(STRING_SIZES, format) ? STRING_SIZES[format] : undefined;
  return known ?? { maxElements: textElements(schema), minBytes: 2 };
}

/** A code point has up to four bytes. */
function textElements({ maxLength, enum: values = [] }: Schema): number {
  if (maxLength !== undefined) return maxLength * 4;
  const texts = values.filter((value) => typeof value === 'string');
  const encoder = new TextEncoder();
  return values.length > 0
    ? Math.max(0, ...texts.map((text) => encoder.encode(text).length))
    : MAX_REQUEST_BYTES - 2;
}
