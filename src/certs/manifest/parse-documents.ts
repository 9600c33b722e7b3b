import { parseAllDocuments } from 'yaml';
import { InputError } from '../input-error.ts';

/**
 * Reads YAML of one or many documents, or JSON.
 *
 * @returns the value of each document that is not empty
 * @throws InputError whose message continues the input's name
 */
export function parseDocuments(text: string): readonly unknown[] {
  if (isTooDeep(text)) throw new InputError(TOO_DEEP);
  if (/^\s*[{[]/.test(text)) {
    const value = parseJson(text);
    if (value !== undefined) return [value];
  }
  // Aliases are limited by the parser itself: a document of a few lines could otherwise fill the memory.
  const documents = parseAllDocuments(text, { logLevel: 'error', uniqueKeys: false });
  const list = Array.isArray(documents) ? documents : [];
  return list.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw notYaml(error);
    try {
      const value: unknown = document.toJS();
      return value === null || value === undefined ? [] : [value];
    } catch (cause) {
      throw notYaml(cause);
    }
  });
}

/** No manifest is; parsers take seconds to give up, or fill the stack. */
const DEEPEST = 1000;

/** What is said of such a text. */
export const TOO_DEEP = 'is nested too deep to be a manifest';

/** @returns whether brackets are nested deeper than parsers bear */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns what a parser's complaint means to people */
export function notYaml(error: unknown): InputError {
  if (error instanceof Error && error.message.includes('call stack')) return new InputError(TOO_DEEP);
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new InputError(`is not YAML that can be read: ${reason.replace(/:$/, '')}`, { cause: error });
}
