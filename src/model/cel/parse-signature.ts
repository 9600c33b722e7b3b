import { type CelType, isSimpleName, simple } from './cel-type.ts';

/** One way to call a function: on a receiver or not, with which arguments. */
export type Overload = {
  readonly isMember: boolean;
  /** The receiver first, where there is one. */
  readonly parameters: readonly CelType[];
  readonly result: CelType;
};

/**
 * Reads a signature: `string.(int, int): string`, `(list<A>): int`. One capital letter is a type parameter, a longer
 * capitalised name a type of a library.
 *
 * @throws Error for a signature that is none
 */
export function parseSignature(text: string): Overload {
  const [, receiver, parameters, result] = /^(?:(.+)\.)?\((.*)\): (.+)$/u.exec(text) ?? [];
  if (parameters === undefined || result === undefined) throw new Error(`${text} is no signature`);
  const isMember = receiver !== undefined;
  const types = [...(isMember ? [receiver] : []), ...splitTypes(parameters)];
  return { isMember, parameters: types.map(parseType), result: parseType(result) };
}

/** Splits at the commas outside of angle brackets. */
function splitTypes(text: string): readonly string[] {
  return text === '' ? [] : text.split(/, (?![^<]*>)/u);
}

function parseType(text: string): CelType {
  const [, container, inner = ''] = /^(list|map|optional)<(.*)>$/u.exec(text) ?? [];
  if (container === 'list' || container === 'optional') return { kind: container, of: parseType(inner) };
  if (container === 'map') {
    const [key = '', ...value] = inner.split(', ');
    return { kind: 'map', key: parseType(key), of: parseType(value.join(', ')) };
  }
  if (isSimpleName(text)) return simple(text);
  return /^[A-Z]$/u.test(text) ? { kind: 'param', name: text } : { kind: 'opaque', name: text };
}
