/** Stands for any value that it takes. */
export type Matcher = (value: unknown) => boolean;

/** @returns a matcher that says in a mismatch what had to come */
export function matcher(name: string, test: Matcher): Matcher {
  return Object.defineProperty(test, 'name', { value: name });
}

/** Any value but none. */
export const PRESENT = matcher('anything', (value) => value !== undefined);
/** An RFC 3339 time in whole seconds, as metav1.Time is written. */
export const TIME = matcher(
  'an RFC 3339 time in seconds',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
);
/** A resource version as every built-in storage writes it. */
export const RESOURCE_VERSION = matcher(
  'a decimal resource version',
  (value) => typeof value === 'string' && /^[1-9]\d*$/.test(value),
);
/** A random UUID (RFC 9562, version 4). */
export const UID = matcher(
  'a random UUID',
  (value) =>
    typeof value === 'string' &&
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value),
);

/** What each matcher of a list looks for, so that a mismatch can show what came nearest. */
const LOOKED_FOR = new WeakMap<object, readonly unknown[]>();

/** @returns a matcher of a list that holds an element like each of these, in any order, and more */
export function containing(...elements: readonly unknown[]): Matcher {
  const name = `a list with ${JSON.stringify(elements, readable)}`;
  const found = matcher(name, (value) => Array.isArray(value) && missingOf(value, elements).length === 0);
  LOOKED_FOR.set(found, elements);
  return found;
}

function missingOf(list: readonly unknown[], elements: readonly unknown[]): readonly unknown[] {
  return elements.filter((element) => !list.some((each) => difference(each, element) === undefined));
}

/** @returns of a long list those that have something of what is missing */
function nearest(actual: unknown, expected: object): unknown {
  const elements = LOOKED_FOR.get(expected);
  if (elements === undefined || !Array.isArray(actual)) return actual;
  const wanted = missingOf(actual, elements).flatMap(entriesOf);
  const near = actual.filter((each) =>
    entriesOf(each).some(([key, value]) => wanted.some((other) => other[0] === key && other[1] === value)),
  );
  return near.length === 0 ? actual : near;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/**
 * Compares a value with what it has to be. An object may have more than is expected of it, where `undefined` says that
 * a key must not be there; a list has exactly the elements; a text fits a regular expression.
 *
 * @param at the path of the value, for the sentence
 * @returns the first difference in words; undefined where there is none
 */
export function difference(actual: unknown, expected: unknown, at = ''): string | undefined {
  if (typeof expected === 'function') {
    return expected(actual) ? undefined : said(at, nearest(actual, expected), expected.name);
  }
  if (expected instanceof RegExp) {
    const fits = typeof actual === 'string' && expected.test(actual);
    return fits ? undefined : said(at, actual, String(expected));
  }
  if (Array.isArray(expected)) return listDifference(actual, expected, at);
  if (typeof expected === 'object' && expected !== null) return objectDifference(actual, expected, at);
  return Object.is(actual, expected) ? undefined : said(at, actual, JSON.stringify(expected) ?? 'nothing');
}

function listDifference(actual: unknown, expected: readonly unknown[], at: string): string | undefined {
  if (!Array.isArray(actual)) return said(at, actual, 'a list');
  if (actual.length !== expected.length) return said(at, actual, `a list of ${expected.length}`);
  return firstOf(expected.map((element, index) => difference(actual[index], element, `${at}[${index}]`)));
}

function objectDifference(actual: unknown, expected: object, at: string): string | undefined {
  if (typeof actual !== 'object' || actual === null) return said(at, actual, 'an object');
  const values = new Map<string, unknown>(Object.entries(actual));
  return firstOf(
    Object.entries(expected).map(([key, value]) => difference(values.get(key), value, `${at}.${key}`)),
  );
}

function firstOf(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((each) => each !== undefined);
}

function said(at: string, actual: unknown, expected: string): string {
  const text = JSON.stringify(actual, readable) ?? 'nothing';
  return `${at === '' ? 'the body' : at} is ${text.length > 900 ? `${text.slice(0, 900)}…` : text}, not ${expected}`;
}

function readable(_: string, value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  return typeof value === 'function' ? value.name : value;
}
