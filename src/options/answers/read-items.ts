import type { Violation } from '../../errors.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import type { AnswerForm } from '../option.ts';
import { columnText } from './column-text.ts';
import { fieldText } from './field-text.ts';
import { memberPath } from './member-path.ts';
import type { ItemText } from './read-members.ts';
import { resourceText } from './resource-text.ts';
import { ruleText } from './rule-text.ts';
import { scaleText } from './scale-text.ts';
import { versionText } from './version-text.ts';
import { readText, wrongType } from './wrong-type.ts';

/** The values of a list as flags would give them, where each stands, and what is wrong with them. */
export type Items = {
  readonly texts: readonly string[];
  readonly paths: readonly string[];
  readonly violations: readonly Violation[];
};

type ToText = (item: JsonObject) => ItemText;

/** How a mapping becomes the text of a flag. */
const ITEM_TEXT: Readonly<Partial<Record<AnswerForm, ToText>>> = {
  column: columnText,
  field: fieldText,
  resource: resourceText,
  rule: ruleText,
  scale: scaleText,
  version: versionText,
};

/**
 * Reads the values of a repeatable flag: a list of texts, or of mappings where there is a form of them, or one
 * mapping of pairs.
 *
 * @param path of the list, for violations
 */
export function readItems(value: JsonValue, form: AnswerForm | undefined, path: string): Items {
  if (form === 'pairs' && isJsonObject(value)) return readPairs(value, path);
  if (!isJsonList(value)) {
    const expected = form === 'pairs' ? 'a mapping' : 'a list';
    return { texts: [], paths: [], violations: [{ path, ...wrongType(value, expected) }] };
  }
  const items = value.map((item, index) => readItem(item, form, `${path}[${index}]`));
  // What is no text of any kind is no value either, which the command's check would find wrong once more.
  const read = items.filter(({ text, violations }) => text !== '' || violations.length === 0);
  return {
    texts: read.map(({ text }) => text),
    paths: read.map((item) => item.path),
    violations: items.flatMap(({ violations }) => violations),
  };
}

type Item = { readonly text: string; readonly path: string; readonly violations: readonly Violation[] };

/** @returns the text, as far as the item was understood */
export function readItem(item: JsonValue, form: AnswerForm | undefined, path: string): Item {
  const toText = form && ITEM_TEXT[form];
  if (toText === undefined || !isJsonObject(item)) {
    const text = readText(item);
    if (typeof text === 'string') return { text, path, violations: [] };
    const expected = toText === undefined ? 'a text' : 'a text or a mapping';
    const problem = toText === undefined ? text : wrongType(item, expected);
    return { text: '', path, violations: [{ path, ...problem }] };
  }
  const { text, problems } = toText(item);
  return { text, path, violations: problems.map(({ at, ...problem }) => ({ path: path + at, ...problem })) };
}

function readPairs(pairs: JsonObject, path: string): Items {
  const texts: string[] = [];
  const paths: string[] = [];
  const violations: Violation[] = [];
  for (const [key, value] of Object.entries(pairs)) {
    const place = path + memberPath(key);
    if (value === null) continue;
    const text = readText(value);
    if (typeof text !== 'string') violations.push({ path: place, ...text });
    else if (key === '' || key.includes('=')) {
      violations.push({ path: place, message: `'${key}' cannot be a key` });
    } else {
      texts.push(`${key}=${text}`);
      paths.push(place);
    }
  }
  return { texts, paths, violations };
}
