import { objectOf } from './untyped.ts';

/** What type a Go struct wants of a JSON value: a scalar, `[list of]`, or an object's fields. */
export type Shape = 'string' | 'boolean' | 'time' | readonly [Shape] | { readonly [field: string]: Shape };

const NOUNS = { string: 'text', boolean: 'true or false', time: 'a time' } as const;

/**
 * Finds values that encoding/json cannot put into Go's types; one is enough for kubectl to refuse a whole answer. A null
 * fits everywhere, and fields that the shape does not name are ignored, as Go does.
 *
 * @param path where the value is in its document; '' for the document itself
 * @returns one phrase for each: `items[0].versions is text, not a list`
 */
export function misfits(value: unknown, shape: Shape, path = ''): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof shape === 'string') {
    const isFit = shape === 'time' ? isTime(value) : typeof value === shape;
    return isFit ? [] : [phrase(path, value, NOUNS[shape])];
  }
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return [phrase(path, value, 'a list')];
    return value.flatMap((item, index) => misfits(item, shape[0], `${path}[${index}]`));
  }
  const fields = objectOf(value);
  if (fields === undefined) return [phrase(path, value, 'an object')];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(shape).flatMap(([name, of]) => misfits(fields[name], of, prefix + name));
}

function isListShape(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** metav1.Time takes RFC 3339 alone. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
}

function phrase(path: string, value: unknown, wanted: string): string {
  return `${path === '' ? 'it' : path} is ${nounOf(value)}, not ${wanted}`;
}

function nounOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `'${value.length > 30 ? `${value.slice(0, 27)}...` : value}'`;
  return typeof value === 'object' ? 'an object' : String(value);
}
