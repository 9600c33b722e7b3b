import type { RawOptions } from '../option.ts';
import { listOf } from '../raw-value.ts';

const whole = (text: string) => text;
const upTo = (mark: string) => (text: string) => text.split(mark, 1)[0]?.trim() ?? '';

/** What tells the values of a list apart, as its flag writes them. */
const KEY_OF: Readonly<Record<string, (text: string) => string>> = {
  annotation: upTo('='),
  category: whole,
  column: upTo(':'),
  connect: whole,
  field: upTo(':'),
  label: upTo('='),
  resource: upTo(','),
  rule: whole,
  selectable: whole,
  shortName: whole,
  version: upTo(','),
};

/** Lists that flags add to, by their keys among the raw options. */
export type KeyedLists = Readonly<Record<string, readonly string[]>>;

/** @returns the flags whose values are put into a recorded list one by one, and all other flags */
export function splitKeyedLists(options: RawOptions): {
  readonly lists: KeyedLists;
  readonly rest: RawOptions;
} {
  const isKeyed = (key: string) => Object.hasOwn(KEY_OF, key) && Array.isArray(options[key]);
  const keys = Object.keys(options);
  return {
    lists: Object.fromEntries(keys.filter(isKeyed).map((key) => [key, listOf(options, key)])),
    rest: Object.fromEntries(keys.filter((key) => !isKeyed(key)).map((key) => [key, options[key]])),
  };
}

/**
 * Puts the values of flags into lists of another source: one with the key of a value that is there takes its place,
 * any other comes after them.
 */
export function withKeyedLists(options: RawOptions, lists: KeyedLists): RawOptions {
  const combined = Object.entries(lists).map(([key, given]) => [
    key,
    putByKey(listOf(options, key), given, KEY_OF[key] ?? whole),
  ]);
  return { ...options, ...Object.fromEntries(combined) };
}

function putByKey(
  recorded: readonly string[],
  given: readonly string[],
  keyOf: (text: string) => string,
): readonly string[] {
  const keys = recorded.map(keyOf);
  const replaced = recorded.flatMap((text, index) => {
    const own = keys[index] ?? '';
    const others = given.filter((each) => keyOf(each) === own);
    if (others.length === 0) return [text];
    return keys.indexOf(own) === index ? others : [];
  });
  return [...replaced, ...given.filter((each) => !keys.includes(keyOf(each)))];
}
