/** A field as written, cut into its parts; each part is still text. */
export type FieldParts = {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** What follows `=`. */
  readonly defaultText: string | undefined;
  /** What is between braces. */
  readonly constraints: string | undefined;
};

/** A JSON string, closed or not. */
const JSON_STRING = /^"(?:[^"\\]|\\.)*"?/su;

/**
 * Cuts `PATH:TYPE[!][=DEFAULT][{constraints}]` into its parts.
 *
 * @param isText tells by the type whether a default is taken as it stands, up to a brace; others are JSON, which has
 *   braces of its own
 * @returns the parts, or what is wrong as a sentence
 */
export function splitField(
  text: string,
  isText: (type: string) => boolean,
): FieldParts | { readonly problem: string } {
  const colon = text.indexOf(':');
  if (colon < 0) return { problem: 'it must be PATH:TYPE, as in spec.replicas:int32' };
  const afterPath = text.slice(colon + 1);
  const type = /^[^!={]*/u.exec(afterPath)?.[0] ?? '';
  const required = afterPath.charAt(type.length) === '!';
  const afterType = afterPath.slice(type.length + (required ? 1 : 0));
  const defaultLength = afterType.startsWith('=')
    ? valueLength(afterType.slice(1), isText(type.trim()))
    : undefined;
  const constraints = defaultLength === undefined ? afterType : afterType.slice(1 + defaultLength);
  if (constraints !== '' && !(constraints.startsWith('{') && constraints.endsWith('}'))) {
    return { problem: `'${constraints}' is not expected; constraints stand in braces at the end` };
  }
  return {
    path: text.slice(0, colon).trim(),
    type: type.trim(),
    required,
    defaultText: defaultLength === undefined ? undefined : afterType.slice(1, 1 + defaultLength),
    constraints: constraints === '' ? undefined : constraints.slice(1, -1),
  };
}

/** @returns how many characters of the text the default has */
function valueLength(text: string, isText: boolean): number {
  if (text.startsWith('"')) return JSON_STRING.exec(text)?.[0].length ?? text.length;
  const structured = !isText && /^[[{]/u.test(text);
  return structured ? bracketsLength(text) : (/^[^{]*/u.exec(text)?.[0].length ?? 0);
}

/** @returns the length up to the bracket that closes the first one, strings skipped; all of it if none does */
function bracketsLength(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gsu)) {
    depth += DEPTH_CHANGE[token] ?? 0;
    if (depth === 0) return index + 1;
  }
  return text.length;
}

const DEPTH_CHANGE: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };
