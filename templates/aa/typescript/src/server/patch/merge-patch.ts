import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';

/** The value after a JSON merge patch (RFC 7386): null removes a member, objects are merged, all else replaces. */
export const mergePatch = (value: JsonValue | undefined, patch: JsonValue): JsonValue => {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map(Object.entries(isJsonObject(value) ? value : ({} satisfies JsonObject)));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null || change === undefined) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), change));
  }
  return Object.fromEntries(merged);
};
