import type { Problem } from '../../errors.ts';
import { isJsonList, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import { nearestHint } from '../../model/nearest.ts';
import { readText, wrongType } from './wrong-type.ts';

/** What a member of an item holds. */
export type MemberType = 'any' | 'list' | 'number' | 'switch' | 'text' | 'texts';

/** Something that is wrong with an item, and where in it: `.minn`, or nothing for the item itself. */
export type ItemProblem = Problem & { readonly at: string };

/** An item as its flag would say it, as far as it was understood. */
export type ItemText = { readonly text: string; readonly problems: readonly ItemProblem[] };

type Members = {
  /** Those of the right type, in the order given; texts as strings. */
  readonly members: ReadonlyMap<string, JsonValue>;
  readonly problems: readonly ItemProblem[];
};

/**
 * Reads an item that is written as a mapping. A member that is null is one that is not given.
 *
 * @param types of the members that there are
 * @param meant what members of other names are called here: `minimum` is `min`
 */
export function readMembers(
  item: JsonObject,
  types: Readonly<Record<string, MemberType>>,
  meant: Readonly<Record<string, string>> = {},
): Members {
  const members = new Map<string, JsonValue>();
  const problems: ItemProblem[] = [];
  for (const [key, value] of Object.entries(item)) {
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    if (type === undefined) {
      problems.push({ at: `.${key}`, ...unknownMember(key, Object.keys(types), meant) });
    } else if (value !== null) {
      const read = READ[type](value);
      if ('message' in read) problems.push({ at: `.${key}`, ...read });
      else members.set(key, read.value);
    }
  }
  return { members, problems };
}

function unknownMember(
  key: string,
  known: readonly string[],
  meant: Readonly<Record<string, string>>,
): Problem {
  const name = Object.hasOwn(meant, key) ? meant[key] : undefined;
  const hint = name === undefined ? nearestHint(key, known) : `it is called ${name} here`;
  return { message: `there is no '${key}' here`, hint: hint ?? `there are ${known.join(', ')}` };
}

type Read = { readonly value: JsonValue } | Problem;

const READ: Readonly<Record<MemberType, (value: JsonValue) => Read>> = {
  any: (value) => ({ value }),
  list: (value) => (isJsonList(value) ? { value } : wrongType(value, 'a list')),
  number: (value) => (typeof value === 'number' ? { value } : wrongType(value, 'a number')),
  switch: (value) => (typeof value === 'boolean' ? { value } : wrongType(value, 'true or false')),
  text: asText,
  texts: (value) => {
    const texts = (isJsonList(value) ? value : [value]).map(asText);
    const problem = texts.find((text) => 'message' in text);
    return problem ?? { value: texts.flatMap((text) => ('value' in text ? [text.value] : [])) };
  },
};

function asText(value: JsonValue): Read {
  const text = readText(value);
  return typeof text === 'string' ? { value: text } : text;
}
