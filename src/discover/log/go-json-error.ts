import { goQuote } from './klog-value.ts';

/** What V8 says of a text that is not JSON, and what Go says of the same; $1 is the character in the way. */
const SENTENCES: readonly (readonly [v8: RegExp, go: string])[] = [
  [/^Unexpected non-whitespace/, 'invalid character $1 after top-level value'],
  [/^Expected ',' or '}'/, 'invalid character $1 after object key:value pair'],
  [/^Expected ',' or '\]'/, 'invalid character $1 after array element'],
  [/^Expected ':'/, 'invalid character $1 after object key'],
  [/^Expected/, 'invalid character $1 looking for beginning of object key string'],
  [/^Bad control character/, 'invalid character $1 in string literal'],
  [/^Bad/, 'invalid character $1 in string escape code'],
  [/^No number/, 'invalid character $1 in numeric literal'],
  [/^Exponent/, 'invalid character $1 in exponent of numeric literal'],
  [/^Unterminated fractional/, 'invalid character $1 after decimal point in numeric literal'],
  [/^Unexpected token/, 'invalid character $1 looking for beginning of value'],
];

const NAMES: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'bool' };

/**
 * Says what Go's encoding/json has against a text, which the reader of a log knows from kubectl.
 *
 * @param type Go's name of the struct that was to be filled
 * @returns undefined where the text is a JSON object or null
 */
export function goJsonError(text: string, type: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const kind = Array.isArray(value) ? 'array' : NAMES[typeof value];
    return kind === undefined ? undefined : `json: cannot unmarshal ${kind} into Go value of type ${type}`;
  } catch (error) {
    return syntaxError(text, error instanceof Error ? error.message : '');
  }
}

function syntaxError(text: string, message: string): string {
  const at = /at position (\d+)/.exec(message)?.[1];
  const quoted = /^Unexpected token '?(.)/su.exec(message)?.[1];
  const char = at === undefined ? quoted : text.slice(Number(at)).match(/^./su)?.[0];
  const sentence = SENTENCES.find(([pattern]) => pattern.test(message))?.[1];
  if (char !== undefined && sentence !== undefined) {
    return literalError(text.trimStart()) ?? sentence.replace('$1', () => goChar(char));
  }
  const last = /^Unterminated/.test(message) ? undefined : /(?<![a-z"])[a-z]+$/.exec(text)?.[0];
  return literalError(last ?? '') ?? 'unexpected end of JSON input';
}

/** Prose often begins like true, false or null, which Go reads as far as it can; the end is a blank to it. */
function literalError(word: string): string | undefined {
  const literal = ['true', 'false', 'null'].find((name) => name.charAt(0) === word.charAt(0));
  const at = [...(literal ?? '')].findIndex((char, index) => word[index] !== char);
  if (literal === undefined || at === -1) return undefined;
  return `invalid character ${goChar(word.charAt(at) || ' ')} in literal ${literal} (expecting '${literal.charAt(at)}')`;
}

/** A character in single quotes; Go takes the first byte of its UTF-8 for it (encoding/json quoteChar). */
function goChar(char: string): string {
  if (char === "'") return String.raw`'\''`;
  if (char === '"') return `'"'`;
  const [byte = 0] = new TextEncoder().encode(char);
  return `'${goQuote(String.fromCharCode(byte)).slice(1, -1)}'`;
}
