import { isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';
import { nearestHint } from '../nearest.ts';
import type { Notes } from './notes.ts';

/** Where a value stands: its path in the document, for messages. */
export type Place = { readonly path: string; readonly notes: Notes };

/** Reads a value; gives undefined for what stands for nothing, and adds a violation for what it does not take. */
export type Read<T> = (value: JsonValue, place: Place) => T | undefined;

type Table = Readonly<Record<string, Read<unknown>>>;
type Members<T extends Table> = { readonly [K in keyof T]?: NonNullable<ReturnType<T[K]>> };

/**
 * Reads an object by a table of its fields. A field that the table does not have is a violation, so that nothing is
 * lost in silence; null is no value, as it is none for the API server.
 *
 * @returns the fields that were understood; those read as undefined are left out
 */
export function readMembers<T extends Table>(value: JsonValue, table: T, place: Place): Members<T> {
  if (!isJsonObject(value)) {
    refuse(place, 'must be an object');
    return {};
  }
  const entries: unknown[][] = [];
  for (const [key, member] of Object.entries(value)) {
    const read = Object.hasOwn(table, key) ? table[key] : undefined;
    const at = { ...place, path: place.path === '' ? key : `${place.path}.${key}` };
    if (read === undefined) {
      const hint = nearestHint(key, Object.keys(table));
      place.notes.violations.push({ path: at.path, message: `there is no field '${key}' here`, hint });
      continue;
    }
    const result = member === null ? undefined : read(member, at);
    if (result !== undefined) {
      entries.push([key, result]);
    }
  }
  return Object.fromEntries(entries);
}

/** Adds a violation at a place. */
export function refuse({ path, notes }: Place, message: string, hint?: string): undefined {
  notes.violations.push({ path, message, hint });
  return undefined;
}

/** Reads a string. */
export function text(value: JsonValue, place: Place): string | undefined {
  return typeof value === 'string' ? value : refuse(place, 'must be a text');
}

/** Reads a string that is none when it is empty, as the API server omits it then. */
export function filledText(value: JsonValue, place: Place): string | undefined {
  const read = text(value, place);
  return read === '' ? undefined : read;
}

/** Reads a number. */
export function number(value: JsonValue, place: Place): number | undefined {
  return typeof value === 'number' ? value : refuse(place, 'must be a number');
}

/** Reads a boolean. */
export function flag(value: JsonValue, place: Place): boolean | undefined {
  return typeof value === 'boolean' ? value : refuse(place, 'must be true or false');
}

/** Reads a boolean of which false is as good as nothing. */
export function trueFlag(value: JsonValue, place: Place): true | undefined {
  return flag(value, place) === true ? true : undefined;
}

/** Takes a value as it is. */
export function anything(value: JsonValue): JsonValue {
  return value;
}

/** Takes a field that means nothing for the result. */
export function ignored(): undefined {
  return undefined;
}

/** @returns a reader of one of several words */
export function word<const T extends string>(words: readonly T[]): Read<T> {
  return (value, place) => {
    const found = words.find((each) => each === value);
    return found ?? refuse(place, `must be one of ${words.join(', ')}, not ${JSON.stringify(value)}`);
  };
}

/** @returns a reader of lists of what another reader takes */
export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, place) => {
    if (!isJsonList(value)) return refuse(place, 'must be a list');
    return value.flatMap((item, index) => {
      const result = read(item, { ...place, path: `${place.path}[${index}]` });
      return result === undefined ? [] : [result];
    });
  };
}

/** @returns a reader of objects whose keys are data */
export function mapOf<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, place) => {
    if (!isJsonObject(value)) return refuse(place, 'must be an object');
    const entries = Object.entries(value).flatMap(([key, member]) => {
      const result = read(member, { ...place, path: `${place.path}.${key}` });
      return result === undefined ? [] : [[key, result] as const];
    });
    return Object.fromEntries(entries);
  };
}

/** @returns a reader of objects by a table, for use in other tables */
export function membersOf<T extends Table>(table: T): Read<Members<T>> {
  return (value, place) =>
    isJsonObject(value) ? readMembers(value, table, place) : refuse(place, 'must be an object');
}
