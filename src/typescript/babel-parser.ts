import { type ParserOptions, parse } from '@babel/parser';
import type { File } from '@babel/types';

/**
 * Parses a file; in a module of its own, which is loaded when it is needed: of a CommonJS package that a bundle imports
 * dynamically, names are not there.
 *
 * @throws SyntaxError where the text cannot be read
 */
export function parseFile(text: string, options: ParserOptions): File {
  return parse(text, options);
}
