import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { membersByKey, type Observation } from './observation.ts';

/** Fields of Kubernetes' own types that are maps wherever they occur; their values are texts or quantities. */
const MAP_NAMES =
  /^(?:labels|annotations|matchLabels|nodeSelector|limits|requests|data|stringData|binaryData|capacity|hard)$|(?:Labels|Annotations|NodeSelector)$/u;

/** How many keys that look like field names are needed before likeness of their values counts as evidence. */
const MANY = 4;

/**
 * Guesses whether the keys of objects are data, so that they are a map, or names of fields.
 *
 * Fields of Kubernetes are camelCase (API conventions, "Naming conventions"), so keys with dots, slashes, blanks or the
 * like are data. Keys that could be names are data only on good evidence, since a map would refuse further fields of
 * other types.
 */
export function isMap({ name, objects }: Observation): boolean {
  const members = membersByKey(objects);
  const keys = [...members.keys()];
  if (keys.length === 0) return false;
  const kind = commonKind([...members.values()].flat());
  if (MAP_NAMES.test(name) && kind !== undefined && kind !== 'list')
    return kind !== 'object' || keys.some(isData);
  if (keys.some(isData)) return true;
  if (kind === undefined) return false;
  if (keys.every(isDashedOrNumbered) && keys.length > 1) return true;
  return keys.length >= MANY && (areAlikeObjects(members) || areNeverTogether(objects, keys.length));
}

/** What no field of Kubernetes is called. */
function isData(key: string): boolean {
  return !/^[A-Za-z_$][A-Za-z0-9_$-]*$/u.test(key) || /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/u.test(key);
}

function isDashedOrNumbered(key: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(key) || /^[a-z]+\d+$/u.test(key);
}

/** @returns what all values are, null aside, or undefined where they are of several kinds */
function commonKind(values: readonly JsonValue[]): string | undefined {
  const kinds = new Set(values.filter((value) => value !== null).map(kindOf));
  const [only] = kinds;
  if (kinds.size === 2 && kinds.has('number') && kinds.has('string')) return 'string';
  return kinds.size === 1 ? only : undefined;
}

function kindOf(value: JsonValue): string {
  if (isJsonList(value)) return 'list';
  return typeof value;
}

/** Objects with nearly the same fields under every key. */
function areAlikeObjects(members: ReadonlyMap<string, readonly JsonValue[]>): boolean {
  const objects = [...members.values()].flat().filter(isJsonObject);
  if (objects.length < MANY) return false;
  const all = membersByKey(objects).size;
  return all > 0 && objects.every((object) => Object.keys(object).length * 3 >= all * 2);
}

/** Items of a list, or samples, of which each has keys of its own. */
function areNeverTogether(objects: readonly JsonObject[], keys: number): boolean {
  const entries = objects.reduce((sum, object) => sum + Object.keys(object).length, 0);
  const filled = objects.filter((object) => Object.keys(object).length > 0).length;
  return (
    filled >= MANY &&
    entries === keys &&
    commonKind(objects.flatMap((object) => Object.values(object))) === 'object'
  );
}
