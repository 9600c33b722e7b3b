import type { ReadableDocument, Segments } from './written-document.ts';

/**
 * Takes a path of a document apart: `spec.versions[0].name`. A name may have dots: the longest one that is there is taken.
 *
 * @returns the segments, as far as the document has them
 */
export function pathSegments(document: ReadableDocument, path: string, from: Segments = []): Segments {
  // A name with other signs stands in quotes: `labels["app.kubernetes.io/name"]`.
  const [, index, quoted, after = ''] = /^\[(?:(\d+)|"(.*?)")\](.*)$/su.exec(path) ?? [];
  const step = index ?? quoted;
  if (step !== undefined) return pathSegments(document, after, [...from, step]);
  const rest = path.replace(/^\./u, '');
  const name = longestOf(document.keysAt(from), rest);
  if (name === undefined) return from;
  return pathSegments(document, rest.slice(name.length), [...from, name]);
}

/** @returns the longest name that the path begins with, as a whole */
export function longestOf(names: readonly string[], path: string): string | undefined {
  return names
    .filter((name) => name !== '' && path.startsWith(name) && /^(?:$|[.[{])/u.test(path.slice(name.length)))
    .sort((a, b) => b.length - a.length)[0];
}
