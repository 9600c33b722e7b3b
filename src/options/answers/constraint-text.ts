import { isJsonList, type JsonValue } from '../../model/json-value.ts';

/** What the field language takes without quotes, everywhere. */
const PLAIN = /^[\w./+*^$-]+$/u;

/**
 * Writes a constraint as the field language does.
 *
 * @param key of the constraint: `min`
 * @param value as an answers file has it: true for a bare word, a list for `enum` and `listMapKey`
 * @param ofTexts whether the values of the field are texts, which an enum has as they stand and not as JSON
 * @returns `min=0`; one for each `listMapKey`; none for a bare word that is false
 */
export function constraintText(key: string, value: JsonValue, ofTexts: boolean): readonly string[] {
  if (value === false) return [];
  if (value === true) return [key];
  if (!isJsonList(value)) return [`${key}=${quoted(value)}`];
  if (key === 'listMapKey') return value.map((each) => `${key}=${quoted(each)}`);
  const values = value.map((each) => quoted(ofTexts ? each : JSON.stringify(each)));
  return [values.length === 0 ? key : `${key}=${values.join('|')}`];
}

function quoted(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return PLAIN.test(text) ? text : JSON.stringify(text);
}
