import { ClusterError } from '../../errors.ts';
import { objectOf, type Untyped } from '../walk/untyped.ts';

/** An object of a file, and where it stands, as messages name it. */
export type Place = { readonly value: Untyped; readonly file: string; readonly path: string };

/**
 * The fields of a kubeconfig, read as Go decodes them (encoding/json into client-go tools/clientcmd/api/v1): null and
 * a missing field are the same, unknown fields are passed over, and anything of another type is an error, because a
 * token that is a number would else be no token at all.
 *
 * @returns the text; undefined where it is missing or empty
 * @throws ClusterError naming file and field for a value that is no text; so do the other functions of this file
 */
export function textField(place: Place, key: string): string | undefined {
  const text = plainText(place.value[key]);
  if (text === null || text === undefined || text === '') return undefined;
  if (typeof text !== 'string') throw wrongType({ place, key, wanted: 'a text' });
  return text;
}

/** @returns whether the field is true */
export function flagField(place: Place, key: string): boolean {
  const flag = place.value[key] ?? false;
  if (typeof flag !== 'boolean') throw wrongType({ place, key, wanted: 'true or false' });
  return flag;
}

/** @returns the texts of a list */
export function textsField(place: Place, key: string): readonly string[] {
  return listOf(place, key).map((item, index) => {
    const text = plainText(item) ?? '';
    if (typeof text !== 'string')
      throw wrongType({ place, key: `${key}[${index}]`, wanted: 'a text', value: item });
    return text;
  });
}

/** @returns the object at a key, undefined where there is none */
export function objectField(place: Place, key: string): Place | undefined {
  const value = place.value[key];
  if (value === null || value === undefined) return undefined;
  const object = objectOf(value);
  if (object === undefined) throw wrongType({ place, key, wanted: 'a mapping' });
  return { value: object, file: place.file, path: pathTo(place, key) };
}

/** @returns the objects of a list; an entry that is null is an empty one */
export function objectsField(place: Place, key: string): readonly Place[] {
  return listOf(place, key).map((item, index) => {
    const object = objectOf(item ?? {});
    if (object === undefined)
      throw wrongType({ place, key: `${key}[${index}]`, wanted: 'a mapping', value: item });
    return { value: object, file: place.file, path: pathTo(place, `${key}[${index}]`) };
  });
}

/** @returns the base64 at a key without line breaks, as Go decodes it (encoding/base64 StdEncoding) */
export function base64Field(place: Place, key: string): string | undefined {
  const text = textField(place, key)?.replace(/[\r\n]/g, '');
  if (text === undefined || /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    return text;
  }
  throw new ClusterError(`${place.file}: ${pathTo(place, key)} is not base64`, {
    hint: `a file is named by ${key.replace(/-data$/, '')}, without -data`,
  });
}

/** @returns the texts of a mapping, by their keys */
export function textMapField(place: Place, key: string): Readonly<Record<string, string>> {
  const map = objectField(place, key);
  if (map === undefined) return {};
  return Object.fromEntries(Object.keys(map.value).map((name) => [name, textField(map, name) ?? '']));
}

/** @returns the lists of texts of a mapping, by their keys */
export function textListsField(place: Place, key: string): Readonly<Record<string, readonly string[]>> {
  const map = objectField(place, key);
  if (map === undefined) return {};
  return Object.fromEntries(Object.keys(map.value).map((name) => [name, textsField(map, name)]));
}

function listOf(place: Place, key: string): readonly unknown[] {
  const list = place.value[key] ?? [];
  if (!Array.isArray(list)) throw wrongType({ place, key, wanted: 'a list' });
  return list;
}

/** YAML's !!binary is text to Go. */
function plainText(value: unknown): unknown {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}

function pathTo({ path }: Place, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

type Wrong = {
  readonly place: Place;
  readonly key: string;
  readonly wanted: string;
  readonly value?: unknown;
};

function wrongType({ place, key, wanted, value = place.value[key] }: Wrong): ClusterError {
  const found = nameOf(value);
  const quoted = wanted === 'a text' && typeof value !== 'object';
  return new ClusterError(`${place.file}: ${pathTo(place, key)} is ${found}, not ${wanted}`, {
    ...(quoted ? { hint: 'put it in quotes' } : {}),
  });
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
