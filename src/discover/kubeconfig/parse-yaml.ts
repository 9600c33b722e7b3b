import { parse } from 'yaml';

/**
 * A file of its own, to be imported lazily: JSON documents and `--help` do without the parser. The import of the
 * package is static because a bundle gives a CommonJS package that is imported dynamically no named exports.
 *
 * @returns the value of the first document
 * @throws Error with line and column for what is not YAML
 */
export function parseYaml(text: string): unknown {
  return parse(text, { logLevel: 'error' });
}
