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
  if (fits(value, shape)) return [];
  if (typeof shape === 'string') return [phrase(path, value, NOUNS[shape])];
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return [phrase(path, value, 'a list')];
    return value.flatMap((item, index) => misfits(item, shape[0], `${path}[${index}]`));
  }
  const fields = objectOf(value);
  if (fields === undefined) return [phrase(path, value, 'an object')];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(shape).flatMap(([name, of]) => misfits(fields[name], of, prefix + name));
}

/** Nearly every answer fits, and with hundreds of them a path for each value would be most of what a walk allocates. */
function fits(value: unknown, shape: Shape): boolean {
  if (value === null || value === undefined) return true;
  if (typeof shape === 'string') return shape === 'time' ? isTime(value) : typeof value === shape;
  if (isListShape(shape)) return Array.isArray(value) && value.every((item) => fits(item, shape[0]));
  const fields = objectOf(value);
  if (fields === undefined) return false;
  for (const name in shape) if (!fits(fields[name], shape[name] ?? 'string')) return false;
  return true;
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
