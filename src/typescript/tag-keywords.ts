import type { Problem } from '../errors.ts';
import { isJsonList, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { nearest } from '../model/nearest.ts';
import { PLAIN_TYPES } from '../model/schema/field-type.ts';
import { immutableRule } from '../model/schema/immutable-rule.ts';
import type { Documentation } from './documentation.ts';
import { TAG_NAMES } from './tag-names.ts';

/** A field whose comment is read. */
export type DocumentedField = {
  readonly name: string;
  readonly textual: boolean;
  readonly warn: (message: string) => void;
  readonly refuse: (problem: Problem) => void;
};

type ReadTag = (text: string, field: DocumentedField) => JsonObject | string;

const QUANTITY: JsonObject = { 'x-kubernetes-int-or-string': true, pattern: PLAIN_TYPES.quantity.pattern };
const INT_OR_STRING: JsonObject = { 'x-kubernetes-int-or-string': true };
const RULES = 'x-kubernetes-validations';
const LIST_MAP_KEYS = 'x-kubernetes-list-map-keys';

/** The tags that constrain a field, by their names in lower case. */
const TAGS: Readonly<Record<string, ReadTag>> = {
  minimum: number('minimum'),
  min: number('minimum'),
  maximum: number('maximum'),
  max: number('maximum'),
  exclusiveminimum: limit('exclusiveMinimum'),
  exclusivemin: limit('exclusiveMinimum'),
  exclusivemaximum: limit('exclusiveMaximum'),
  exclusivemax: limit('exclusiveMaximum'),
  multipleof: number('multipleOf'),
  minlength: number('minLength'),
  maxlength: number('maxLength'),
  minitems: number('minItems'),
  maxitems: number('maxItems'),
  minproperties: number('minProperties'),
  maxproperties: number('maxProperties'),
  pattern: (text) => (text === '' ? 'needs a regular expression' : { pattern: text }),
  format: (text) => formatKeywords(text),
  title: (text) => ({ title: text }),
  default: (text, { textual }) => ({ default: readValue(text, textual) }),
  enum: (text, { textual }) => ({ enum: valuesOf(text, textual) }),
  immutable: (_text, { name }) => ({ [RULES]: [{ ...immutableRule(name) }] }),
  rule: ruleKeywords,
  nullable: () => ({ nullable: true }),
  deprecated: (text) => ({ deprecated: true, ...(text === '' ? {} : { 'x-kx-deprecated': text }) }),
  integer: () => ({ type: 'integer' }),
  int: () => ({ type: 'integer' }),
  int32: () => formatKeywords('int32'),
  int64: () => formatKeywords('int64'),
  float: () => formatKeywords('float'),
  double: () => formatKeywords('double'),
  quantity: () => QUANTITY,
  intorstring: () => INT_OR_STRING,
  'int-or-string': () => INT_OR_STRING,
  uniqueitems: () => ({ uniqueItems: true }),
  listtype: (text) => ({ 'x-kubernetes-list-type': text }),
  listmapkey: (text) => ({ [LIST_MAP_KEYS]: [text] }),
  maptype: (text) => ({ 'x-kubernetes-map-type': text }),
  preserve: () => ({ 'x-kubernetes-preserve-unknown-fields': true }),
  preserveunknownfields: () => ({ 'x-kubernetes-preserve-unknown-fields': true }),
  embedded: () => ({ 'x-kubernetes-embedded-resource': true }),
  embeddedresource: () => ({ 'x-kubernetes-embedded-resource': true }),
  astype: (text) => (text === 'integer' ? { type: 'integer' } : {}),
  'tjs-type': (text) => (text === 'integer' ? { type: 'integer' } : {}),
  type: (text) => (/^\{?integer\}?$/u.test(text) ? { type: 'integer' } : {}),
};

/** What the tags of a resource's own type say of it, and not of a field. */
const RESOURCE_TAGS = ['group', 'version', 'kind', 'plural', 'singular', 'shortname', 'category', 'scope'];

const NAMES = [...TAG_NAMES, ...RESOURCE_TAGS];

/** Tags for readers alone, near enough to others to be taken for their misspelling. */
const PROSE = [
  'description',
  'summary',
  'example',
  'remarks',
  'see',
  'since',
  'internal',
  'public',
  'typedef',
  'readonly',
  'link',
  'param',
  'returns',
];

/**
 * Reads what the tags of a JSDoc comment say of a field.
 *
 * @returns keywords of JSON Schema; a tag without a usable value is warned of, one that looks misspelt is refused
 */
export function tagKeywords({ description, tags }: Documentation, field: DocumentedField): JsonObject {
  let keywords: JsonObject = {};
  for (const { name, text } of tags) {
    const key = name.toLowerCase();
    const read = Object.hasOwn(TAGS, key) ? TAGS[key] : undefined;
    const found = read?.(text, field) ?? {};
    if (typeof found === 'string') field.warn(`@${name} ${found}, and is lost`);
    else keywords = withLists(keywords, found);
    if (read === undefined) refuseMisspelling(name, field);
  }
  const { 'x-kx-deprecated': reason, ...others } = keywords;
  const text =
    typeof reason === 'string'
      ? `${description}${description === '' ? '' : '\n\n'}Deprecated: ${reason}`
      : description;
  return { ...others, ...(text === '' ? {} : { description: text }) };
}

/** Keys of lists and rules add up; of other keywords the last stands. */
function withLists(keywords: JsonObject, more: JsonObject): JsonObject {
  const lists = [LIST_MAP_KEYS, RULES].flatMap((key) => {
    const [first, second] = [keywords[key], more[key]];
    return isJsonList(first) && isJsonList(second) ? [[key, [...first, ...second]] as const] : [];
  });
  return { ...keywords, ...more, ...Object.fromEntries(lists) };
}

/** What is no tag of kx is another tool's, unless it nearly is one: a constraint must not get lost by a slip. */
function refuseMisspelling(name: string, { refuse }: DocumentedField): void {
  const key = name.toLowerCase();
  if (PROSE.includes(key) || RESOURCE_TAGS.includes(key)) return;
  const meant = nearest(key, NAMES);
  if (meant !== undefined) refuse({ message: `there is no tag @${name}`, hint: `did you mean @${meant}?` });
}

function number(keyword: string): ReadTag {
  return (text) =>
    /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(text)
      ? { [keyword]: Number(text) }
      : `needs a number, not '${text}'`;
}

/** A bare word makes the bound beside it exclusive, as in the language of --field. */
function limit(keyword: string): ReadTag {
  return (text, field) => (text === '' ? { [keyword]: true } : number(keyword)(text, field));
}

function formatKeywords(format: string): JsonObject {
  if (format === 'quantity') return QUANTITY;
  if (format === 'int-or-string') return INT_OR_STRING;
  return format === 'int32' || format === 'int64' ? { type: 'integer', format } : { format };
}

function ruleKeywords(text: string): JsonObject | string {
  const [, rule = text, message] = /^(.*[^|\s])\s*\|\s(?!\|)([^|]+)$/su.exec(text) ?? [];
  return rule === ''
    ? 'needs a CEL expression'
    : { [RULES]: [{ rule: rule.trim(), ...(message === undefined ? {} : { message: message.trim() }) }] };
}

/** A text is taken as it stands unless it is in quotes; other values are JSON. */
function readValue(text: string, textual: boolean): JsonValue {
  const [, single] = /^'(.*)'$/su.exec(text) ?? [];
  if (single !== undefined) return single;
  if (textual && !text.startsWith('"')) return text;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

function valuesOf(text: string, textual: boolean): readonly JsonValue[] {
  const list = text.startsWith('[') ? readValue(text, false) : undefined;
  if (isJsonList(list)) return list;
  return text.split(text.includes('|') ? '|' : ',').map((each) => readValue(each.trim(), textual));
}
