import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { schemaSegments } from '../model/source/locate/model-segments.ts';
import type { Segments } from '../model/source/locate/written-document.ts';

/**
 * Makes what finds the declaration of a field: every node of the schema says where it is written (`x-kx-at`).
 *
 * @param document the JSON Schema that a type was read as
 * @returns a function of paths of the field language, whose result is `src/types.ts:12`
 */
export function positionOf(document: JsonObject): (field: string) => string | undefined {
  const reading = {
    keysAt: (segments: Segments) => keysOf(valueAt(document, segments)),
    textAt: (segments: Segments) => {
      const value = valueAt(document, segments);
      return typeof value === 'string' ? value : undefined;
    },
  };
  return (field) => {
    const whole = schemaSegments(reading, field, []);
    const segments = whole.length > 0 ? whole : schemaSegments(reading, field.replace(/^spec\.?/u, ''), []);
    const above = [...segments.keys()].map((index) => valueAt(document, segments.slice(0, index + 1)));
    return [document, ...above].map(writtenAt).findLast((at) => at !== undefined);
  };
}

function valueAt(document: JsonValue, segments: Segments): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const segment of segments) {
    if (isJsonList(value)) value = value[Number(segment)];
    else value = isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  return value === undefined || value === null || typeof value !== 'object' ? [] : Object.keys(value);
}

function writtenAt(value: JsonValue | undefined): string | undefined {
  const at = isJsonObject(value) ? value['x-kx-at'] : undefined;
  return typeof at === 'string' ? at : undefined;
}
