import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { ValuePath } from './broken-rules.ts';

/** A value to be put at a place, or taken away from it where it is undefined. */
export type Change = { readonly path: ValuePath; readonly value: JsonValue | undefined };

/** @returns what is at a place; undefined where nothing is */
export function valueAt(value: JsonValue, path: ValuePath): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const step of path) {
    if (isJsonList(found) && typeof step === 'number') {
      found = found[step];
    } else if (isJsonObject(found) && typeof step === 'string' && Object.hasOwn(found, step)) {
      found = found[step];
    } else {
      return undefined;
    }
  }
  return found;
}

/** @returns an object with the change; the object as it was where the change leads nowhere */
export function changed(object: JsonObject, { path, value }: Change): JsonObject {
  const result = changedValue(object, path, value);
  return isJsonObject(result) ? result : object;
}

function changedValue(
  whole: JsonValue,
  path: ValuePath,
  value: JsonValue | undefined,
): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isJsonList(whole) && typeof step === 'number') {
    return whole.flatMap((item, index) =>
      index === step ? (changedValue(item, rest, value) ?? []) : [item],
    );
  }
  if (!isJsonObject(whole) || typeof step !== 'string') return whole;
  const member = Object.hasOwn(whole, step) ? (whole[step] ?? null) : null;
  const next = changedValue(member, rest, value);
  const { [step]: _, ...others } = whole;
  if (next === undefined) return others;
  return Object.hasOwn(whole, step)
    ? Object.fromEntries(Object.entries(whole).map(([name, old]) => [name, name === step ? next : old]))
    : { ...others, [step]: next };
}
