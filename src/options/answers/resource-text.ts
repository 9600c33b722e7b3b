import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import { splitOutside } from '../split-outside.ts';
import { fieldText } from './field-text.ts';
import { type ItemProblem, type ItemText, type MemberType, readMembers } from './read-members.ts';
import { readText, wrongType } from './wrong-type.ts';

/** A further kind as an answers file may write it: the keys that the first one has there. */
export const RESOURCE_MEMBERS = {
  kind: 'text',
  plural: 'text',
  singular: 'text',
  scope: 'text',
  shortNames: 'texts',
  categories: 'texts',
  fields: 'list',
} as const satisfies Record<string, MemberType>;

/** What the flag calls them, in its order. */
const SETTINGS: readonly (readonly [member: string, setting: string])[] = [
  ['plural', 'plural'],
  ['singular', 'singular'],
  ['scope', 'scope'],
  ['shortNames', 'short'],
  ['categories', 'category'],
];

/** @returns `KIND[,plural=…][,singular=…][,scope=…][,short=…][,category=…][,field=…]` */
export function resourceText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, RESOURCE_MEMBERS);
  const kind = members.get('kind');
  const named = SETTINGS.flatMap(([member, setting]) =>
    listed(members.get(member)).map((value) => ({ at: `.${member}`, setting, value: String(value) })),
  );
  const fields = listed(members.get('fields')).map(fieldPart);
  const parts = [
    { at: '.kind', text: String(kind ?? '') },
    ...named.map(({ at, setting, value }) => ({ at, text: `${setting}=${value}` })),
    ...fields.map(({ at, text }) => ({ at, text: `field=${text}` })),
  ];
  const divided = parts.filter(({ text }) => splitOutside(text, ',').length > 1);
  return {
    text: parts.map(({ text }) => text).join(','),
    problems: [
      ...problems,
      ...(kind === undefined ? [{ at: '', message: 'a further kind needs its kind' }] : []),
      ...fields.flatMap((field) => field.problems),
      ...divided.map(({ at, text }) => ({ at, message: `'${text}' has a comma outside of quotes` })),
    ],
  };
}

function listed(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return isJsonList(value) ? value : [value];
}

type FieldPart = {
  readonly at: string;
  readonly text: string;
  readonly problems: readonly ItemProblem[];
};

function fieldPart(field: JsonValue, index: number): FieldPart {
  const at = `.fields[${index}]`;
  if (isJsonObject(field)) {
    const { text, problems } = fieldText(field);
    return { at, text, problems: problems.map((problem) => ({ ...problem, at: at + problem.at })) };
  }
  const text = readText(field);
  return typeof text === 'string'
    ? { at, text, problems: [] }
    : { at, text: '', problems: [{ at, ...wrongType(field, 'a text or a mapping') }] };
}
