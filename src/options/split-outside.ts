const TOKEN = /"(?:[^"\\]|\\.)*"?|[^"]/gsu;
const DEPTH: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/**
 * @param mark one character
 * @returns the parts of a text between marks, but for those within JSON quotes, braces or brackets; what is opened and
 *   never closed reaches to the end
 */
export function splitOutside(text: string, mark: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === mark && depth === 0) {
      parts.push(part);
      part = '';
    } else {
      depth = Math.max(0, depth + (DEPTH[token] ?? 0));
      part += token;
    }
  }
  return [...parts, part];
}
