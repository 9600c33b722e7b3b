import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';

/**
 * A JSON document as YAML that parsers of YAML 1.1 and 1.2 read as the same document: in blocks, its members by their
 * names, as sigs.k8s.io/yaml prints it.
 */
export const yamlText = (document: JsonValue): string => `${nodeLines(document).join('\n')}\n`;

/** The lines of a value; those of what is within others are moved to the right there. */
const nodeLines = (value: JsonValue): readonly string[] => {
  if (isJsonList(value)) return value.length === 0 ? ['[]'] : value.flatMap(itemLines);
  if (!isJsonObject(value)) return scalarLines(value);
  const members = membersOf(value);
  return members.length === 0 ? ['{}'] : members.flatMap(memberLines);
};

const membersOf = (object: JsonObject): readonly (readonly [string, JsonValue])[] =>
  Object.entries(object)
    .flatMap(([name, value]): [string, JsonValue][] => (value === undefined ? [] : [[name, value]]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

const itemLines = (item: JsonValue): readonly string[] => {
  const [first = '', ...rest] = nodeLines(item);
  return [`- ${first}`, ...rest.map(indented)];
};

const memberLines = ([name, value]: readonly [string, JsonValue]): readonly string[] => {
  const key = `${quotedLine(name)}:`;
  const [first = '', ...rest] = nodeLines(value);
  // Lists stand below their names, maps to the right of that.
  if (isJsonList(value) && value.length > 0) return [key, first, ...rest];
  if (isJsonObject(value) && membersOf(value).length > 0) return [key, ...[first, ...rest].map(indented)];
  return [`${key} ${first}`, ...rest.map(indented)];
};

const indented = (line: string): string => (line === '' ? '' : `  ${line}`);

const scalarLines = (value: JsonValue): readonly string[] => {
  if (typeof value !== 'string') return [JSON.stringify(value)];
  return isBlock.test(value) ? blockLines(value) : [quotedLine(value)];
};

/** Several lines that nothing has to be escaped in, the first of which shows how far they are moved. */
const isBlock = /^[^\s\p{C}][^\p{C}\p{Zl}\p{Zp}]*(?:\n[^\p{C}\p{Zl}\p{Zp}]*)+$/u;

const blockLines = (text: string): readonly string[] => {
  const lines = text.split('\n');
  if (!text.endsWith('\n')) return ['|-', ...lines];
  return [text.endsWith('\n\n') ? '|+' : '|', ...lines.slice(0, -1)];
};

/** What every parser takes for a text as it stands. */
const isPlain = /^[A-Za-z/][\w./@%+=()"-]*(?:(?: |:)[\w./@%+=()"-]+)*$/;
/** What some parsers take for something else than a text (https://yaml.org/type/). */
const isWord = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const isPrintable = /^[\x20-\x7e]*$/;

const quotedLine = (text: string): string => {
  if (isPlain.test(text) && !isWord.test(text)) return text;
  if (isPrintable.test(text) && !text.includes("'") && !text.includes('\\')) {
    return text.includes('"') || text.includes(' ') ? `'${text}'` : `"${text}"`;
  }
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};
