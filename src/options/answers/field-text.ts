import { violationsOf } from '../../checked.ts';
import type { JsonObject, JsonValue } from '../../model/json-value.ts';
import type { FieldType } from '../../model/schema/field-type.ts';
import { parseFieldPath } from '../custom-resource/field-path.ts';
import { parseFieldType } from '../custom-resource/field-type.ts';
import { isTextType } from '../custom-resource/value.ts';
import { constraintText } from './constraint-text.ts';
import { CONSTRAINT_MEMBERS, FIELD_MEMBERS, OTHER_NAMES } from './field-members.ts';
import { type ItemProblem, type ItemText, readMembers } from './read-members.ts';
import { readText, wrongType } from './wrong-type.ts';

/** What stands in for a type that was not understood: what is said of such a field is not checked. */
const ANY: FieldType = { kind: 'plain', name: 'any' };

type Part = { readonly text: string; readonly problems: readonly ItemProblem[] };

const NOTHING: Part = { text: '', problems: [] };

/** @returns `PATH:TYPE[!][=DEFAULT][{constraints}]`, every value quoted where the language needs it */
export function fieldText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, FIELD_MEMBERS, OTHER_NAMES);
  const path = String(members.get('path') ?? '');
  const written = String(members.get('type') ?? '');
  const type = parseFieldType(written);
  const required = members.get('required') === true ? '!' : '';
  const value = members.get('default');
  const byDefault = value === undefined ? NOTHING : defaultPart(value, type.ok ? type.value : ANY);
  const constraints = constraintsPart(members, type.ok ? type.value : ANY);
  const own = [
    ...partProblems('path', item, violationsOf(parseFieldPath(path))),
    ...partProblems('type', item, violationsOf(type)),
  ];
  return {
    text: `${path}:${written}${required}${byDefault.text}${constraints.text}`,
    problems: [...problems, ...own, ...byDefault.problems, ...constraints.problems],
  };
}

/** A path or a type with a colon or a brace would be another field in the language, so each is checked by itself. */
function partProblems(
  key: 'path' | 'type',
  item: JsonObject,
  found: readonly { readonly message: string; readonly hint?: string | undefined }[],
): readonly ItemProblem[] {
  const given = item[key] ?? null;
  if (given === null) return [{ at: '', message: `a field needs its ${key}` }];
  return typeof readText(given) === 'string'
    ? found.map(({ message, hint }) => ({ at: `.${key}`, message, hint }))
    : [];
}

function defaultPart(value: JsonValue, type: FieldType): Part {
  if (!isTextType(type)) return { text: `=${JSON.stringify(value)}`, problems: [] };
  const text = readText(value);
  if (typeof text !== 'string') return { text: '', problems: [{ at: '.default', ...text }] };
  return { text: `=${/^[^"{\s][^{]*$/u.test(text) ? text : JSON.stringify(text)}`, problems: [] };
}

function constraintsPart(members: ReadonlyMap<string, JsonValue>, type: FieldType): Part {
  const texts: string[] = [];
  const problems: ItemProblem[] = [];
  for (const [key, value] of members) {
    if (!Object.hasOwn(CONSTRAINT_MEMBERS, key)) continue;
    if (key === 'enum' && isTextType(type)) problems.push(...textProblems(value));
    texts.push(...constraintText(key, value, isTextType(type)));
  }
  return { text: texts.length === 0 ? '' : `{${texts.join(',')}}`, problems };
}

/** A field of texts has no other values, and the flag could not tell 1 from "1". */
function textProblems(values: JsonValue): readonly ItemProblem[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: JsonValue, index) =>
    typeof value === 'string'
      ? []
      : [{ at: `.enum[${index}]`, ...wrongType(value, 'a text'), hint: 'put it in quotes if it is meant' }],
  );
}
