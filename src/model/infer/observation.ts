import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';

/** All values that samples have at one place, sorted by what they are. */
export type Observation = {
  /** As the field language writes it: `spec.ports[]`. */
  readonly path: string;
  /** The last field name on the path; empty at the root. */
  readonly name: string;
  readonly nulls: number;
  readonly booleans: readonly boolean[];
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly lists: readonly (readonly JsonValue[])[];
  readonly objects: readonly JsonObject[];
};

/** Sorts values by what they are. */
export function observe(values: readonly JsonValue[], path: string, name: string): Observation {
  return {
    path,
    name,
    nulls: values.filter((value) => value === null).length,
    booleans: values.filter((value) => typeof value === 'boolean'),
    numbers: values.filter((value) => typeof value === 'number'),
    texts: values.filter((value) => typeof value === 'string'),
    lists: values.filter(isJsonList),
    objects: values.filter(isJsonObject),
  };
}

/** @returns how many different kinds of values there are, null aside */
export function kindsOf({ booleans, numbers, texts, lists, objects }: Observation): readonly string[] {
  const counts = { boolean: booleans, number: numbers, string: texts, list: lists, object: objects };
  return Object.entries(counts).flatMap(([kind, values]) => (values.length > 0 ? [kind] : []));
}

/** The values of each key, in the order in which keys first come; the keys are data. */
export function membersByKey(objects: readonly JsonObject[]): ReadonlyMap<string, readonly JsonValue[]> {
  const members = new Map<string, JsonValue[]>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) {
      const values = members.get(key);
      if (values === undefined) members.set(key, [value]);
      else values.push(value);
    }
  }
  return members;
}
