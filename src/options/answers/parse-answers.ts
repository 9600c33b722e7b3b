import { Composer, type Document, LineCounter, Parser, type YAMLError } from 'yaml';
import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { isJsonObject, type JsonObject } from '../../model/json-value.ts';
import { isDeeperThan } from './nesting.ts';
import { yamlValue } from './yaml-value.ts';

/**
 * Reads the text of an answers file: one YAML document that is a mapping. JSON is YAML.
 *
 * @param source for messages: `answers.yaml`, `stdin`
 * @returns the mapping, or everything that is wrong with the text
 */
export function parseAnswers(text: string, source: string): Checked<JsonObject> {
  const lines = new LineCounter();
  const documents = parse(text, lines);
  if (documents === undefined) return invalid([{ path: source, message: 'it has too many levels' }]);
  const [document, second] = documents;
  if (document === undefined) return invalid([{ path: source, message: 'it is empty', hint: SHAPE }]);
  if (second !== undefined) {
    const message = `it has ${documents.length} documents; answers are one`;
    return invalid([{ path: source, message }]);
  }
  const written = { text, source, lines };
  const broken = [...document.errors, ...document.warnings].map((error) => violationOf(error, written));
  const { value, violations } = yamlValue(document, source, lines);
  if (broken.length + violations.length > 0) return invalid([...broken, ...violations]);
  if (isJsonObject(value)) return valid(value);
  const message = value === null ? 'it is empty' : 'it must be a mapping';
  return invalid([{ path: source, message, hint: SHAPE }]);
}

const SHAPE = 'as --print-answers prints it: kind: CronTab';

/** More than values may have; the composer takes some thousand. */
const LEVELS = 300;

type Written = { readonly text: string; readonly source: string; readonly lines: LineCounter };

/** @returns the documents; undefined where one goes too deep to be composed */
function parse(text: string, lines: LineCounter): readonly Document.Parsed[] | undefined {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (tokens.some((token) => isDeeperThan(LEVELS, token))) return undefined;
  return [...new Composer({ logLevel: 'silent', prettyErrors: false }).compose(tokens)];
}

function violationOf({ message, pos, code }: YAMLError, { text, source, lines }: Written): Violation {
  const [start] = pos;
  const path = `${source}:${lines.linePos(start).line}`;
  if (code !== 'DUPLICATE_KEY') return { path, message };
  const key = /^[^:\r\n]*/u.exec(text.slice(start))?.[0].trim() ?? '';
  return { path, message: `${key} is given twice` };
}
