import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Observation } from './observation.ts';

/** Fields that say of an item that its name is only part of what it is, as of references to other objects. */
const PARTS_OF_NAMES = [
  'apiGroup',
  'apiVersion',
  'group',
  'kind',
  'namespace',
  'operator',
  'effect',
  'parameter',
  'section',
];

/** Lists of Kubernetes' own types whose items a key tells apart even where a sample has a single one. */
const KNOWN_LISTS: ReadonlyMap<string, string> = new Map([
  ['conditions', 'type'],
  ['containers', 'name'],
  ['initContainers', 'name'],
  ['volumes', 'name'],
]);

/**
 * Guesses the field that tells the items of a list apart.
 *
 * @returns its name, or undefined: then two items may be equal in everything. A wrong guess would refuse good objects,
 *   so there must be evidence: two items at least whose keys differ in every list
 */
export function listKey({ name, lists }: Observation): string | undefined {
  const items = lists.flat();
  const objects = items.filter(isJsonObject);
  if (objects.length === 0 || objects.length < items.length) return undefined;
  const known = KNOWN_LISTS.get(name);
  if (known !== undefined) return isKey(known, lists, 1) ? known : undefined;
  const partial = PARTS_OF_NAMES.some((part) => objects.some((object) => Object.hasOwn(object, part)));
  if (partial) return undefined;
  if (isKey('name', lists, 2))
    return objects.some((object) => Object.hasOwn(object, 'key')) ? undefined : 'name';
  return isKey('key', lists, 2) && objects.every((object) => Object.hasOwn(object, 'value'))
    ? 'key'
    : undefined;
}

function isKey(key: string, lists: readonly (readonly JsonValue[])[], atLeast: number): boolean {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return longest >= atLeast && lists.every((list) => isUnique(list.filter(isJsonObject), key));
}

function isUnique(objects: readonly JsonObject[], key: string): boolean {
  const values = objects.map((object) => (Object.hasOwn(object, key) ? object[key] : undefined));
  return values.every((value) => typeof value === 'string') && new Set(values).size === values.length;
}
