import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ApiObject } from '../../src/server/api/api-object.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../src/server/api/json.ts';
import type { KindDefinition } from '../../src/server/api/kind-definition.ts';
import { fromStoredVersion, toStoredVersion } from '../../src/server/storage/convert-object.ts';

/** A version, a file in `samples/` of it, and the fields that the other version has no place for. */
type Side = { readonly kind: KindDefinition; readonly sample: string; readonly lost: readonly string[] };

/** Converts the samples of two versions there and back: nothing is lost but what is said to be. */
export const checkConversion = ({ shown, stored }: { readonly shown: Side; readonly stored: Side }): void => {
  const there = (object: ApiObject) => toStoredVersion(object, { shown: shown.kind, stored: stored.kind });
  const back = (object: ApiObject) => fromStoredVersion(object, shown.kind);
  const { kind, version } = shown.kind;
  const read = ({ sample }: Side): ApiObject =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../samples', sample), 'utf8'));

  test(`${kind}: ${version} to ${stored.kind.version} and back`, () => {
    const object = read(shown);
    assert.deepEqual(without(back(there(object)), shown.lost), without(object, shown.lost));
  });

  test(`${kind}: ${stored.kind.version} to ${version} and back`, () => {
    const object = read(stored);
    assert.deepEqual(without(there(back(object)), stored.lost), without(object, stored.lost));
  });
};

/** The object without fields such as `spec.ports[].name`. */
const without = (object: ApiObject, paths: readonly string[]): JsonValue =>
  paths.reduce<JsonValue>((value, path) => withoutStep(value, stepsOf(path)), object as JsonValue);

/** `.` is every item of a list, and every member of a map. */
const stepsOf = (path: string): readonly string[] =>
  path.split('.').flatMap((name) => {
    const [plain = ''] = /^[^[{]*/.exec(name) ?? [];
    return [plain, ...Array.from({ length: (name.length - plain.length) / 2 }, () => '.')];
  });

const withoutStep = (value: JsonValue, [step, ...rest]: readonly string[]): JsonValue => {
  if (step === '.' && isJsonList(value)) return value.map((item) => withoutStep(item, rest));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, JsonValue][] => {
    if (member === undefined || (step !== '.' && name !== step))
      return member === undefined ? [] : [[name, member]];
    return rest.length === 0 ? [] : [[name, withoutStep(member, rest)]];
  });
  return Object.fromEntries(members);
};
