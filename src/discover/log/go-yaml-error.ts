const NOT_ALLOWED = 'mapping values are not allowed in this context';

/** What a plain YAML scalar does not begin with. */
const SPECIAL = /^\s*[[\]{},#&*!|>'"%@`-]/;

/** What a word or number is to YAML 1.1 (yaml.org/type/bool.html). */
const BOOL = /^\s*(yes|no|on|off|true|false)\s*$/i;

/** What a text is as YAML, or what Go's decoder has against it. */
export type Yaml = { readonly kind: 'string' | 'bool' | 'object' } | { readonly error: string };

/**
 * Says what Go's YAML decoder makes of prose, which client-go tries to read as YAML: a string without `: `, an object
 * with one on each line, and an error with more than that.
 *
 * @returns undefined where this cannot be told without a YAML parser
 */
export function yamlOf(text: string): Yaml | undefined {
  if (SPECIAL.test(text)) return undefined;
  if (BOOL.test(text)) return { kind: 'bool' };
  const counts = text.trimEnd().split('\n').map(keysOf);
  const wrong = counts.findIndex((count, line) => count > (counts[0] === 0 && line > 0 ? 0 : 1));
  if (wrong !== -1) return { error: `yaml: ${wrong === 0 ? '' : `line ${wrong + 1}: `}${NOT_ALLOWED}` };
  if (counts.every((count) => count === 0)) return { kind: 'string' };
  return counts.every((count) => count === 1) ? { kind: 'object' } : undefined;
}

function keysOf(line: string): number {
  return line.match(/:( |$)/g)?.length ?? 0;
}
