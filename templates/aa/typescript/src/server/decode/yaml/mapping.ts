import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { type Cursor, lineOf, yamlError } from './cursor.ts';

/** A mapping while it is read. */
export type Mapping = {
  /** Adds a member whose key stands at `at`; a key that is there already counts with its last value, and is told. */
  readonly set: (key: string, value: JsonValue, at: number) => void;
  readonly value: () => JsonObject;
};

/** The key under which a mapping takes over the members of others (YAML 1.1 merge). */
const mergeKey = '<<';

/** A mapping without members. */
export const createMapping = (cursor: Cursor): Mapping => {
  const own = new Map<string, JsonValue>();
  const merged: JsonValue[] = [];
  return {
    set: (key, value, at) => {
      if (key === mergeKey) merged.push(...(isJsonList(value) ? value : [value]));
      else if (own.size === own.set(key, value).size) tell(cursor, key, at);
    },
    value: () => {
      const others = merged.toReversed().map((each) => {
        if (!isJsonObject(each))
          throw yamlError(cursor, 'map merge requires map or sequence of maps as the value');
        return each;
      });
      const members = [...others.flatMap((each) => Object.entries(each)), ...own];
      return Object.fromEntries(new Map(members));
    },
  };
};

/** More of them than this are not told: a warning has no room for them. */
const mostTold = 50;

const tell = ({ text, duplicate }: Cursor, key: string, at: number): void => {
  if (duplicate.length >= mostTold) return;
  duplicate.push(`${lineOf({ text, at })}: key ${JSON.stringify(key)} already set in map`);
};

/** A key as JSON has it: numbers and booleans by their text. */
export const keyText = (cursor: Cursor, key: JsonValue): string => {
  if (typeof key === 'object' && key !== null) throw yamlError(cursor, 'a mapping has a collection as a key');
  return String(key);
};
