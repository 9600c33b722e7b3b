import { crdSegments, pointerSegments, sampleSegments, schemaSegments } from './model-segments.ts';
import { pathSegments } from './path-segments.ts';
import { type Segments, type WrittenDocument, writtenDocuments } from './written-document.ts';

/** Says of a place in a file which line it is: `crd.yaml: spec.replicas` becomes `crd.yaml:12 spec.replicas`. */
export type Locate = (path: string) => string;

/**
 * Makes what finds lines. Files are read for it when it is asked, since most runs have nothing to say of them.
 *
 * @param texts of the files, by the names that messages call them
 */
export function locator(texts: ReadonlyMap<string, string>): Locate {
  const known = new Map<string, readonly WrittenDocument[]>();
  const documentsOf = (file: string) => {
    const documents = known.get(file) ?? writtenDocuments(texts.get(file) ?? '');
    known.set(file, documents);
    return documents;
  };
  return (path) => {
    const { files, rest } = filesIn(path, [...texts.keys()]);
    const place = placeIn(rest);
    if (files.length === 0 || place === undefined) return path;
    const found = files
      .filter((file) => !/\.[cm]?tsx?$/u.test(file))
      .flatMap((file) => candidates(file, documentsOf(file), place))
      .sort((a, b) => b.depth - a.depth)[0];
    return found === undefined ? path : `${found.file}:${found.line} ${place.shown}`.trimEnd();
  };
}

/** Messages name one file, or all that describe a resource: `a.yaml, b.yaml: spec.x`. */
function filesIn(
  path: string,
  names: readonly string[],
): { readonly files: readonly string[]; readonly rest: string } {
  const files: string[] = [];
  let rest = path;
  for (;;) {
    const start = rest;
    const [file] = names.filter((name) => start.startsWith(name)).sort((a, b) => b.length - a.length);
    if (file === undefined) return { files, rest };
    files.push(file);
    rest = rest.slice(file.length);
    if (!rest.startsWith(', ')) return { files, rest };
    rest = rest.slice(2);
  }
}

type Place = {
  /** The line that the document begins at, where the file has several. */
  readonly start: number | undefined;
  /** What stands behind the line. */
  readonly shown: string;
  readonly segmentsIn: (document: WrittenDocument) => Segments;
};

/** @returns undefined where the rest of a path says no more than the file, or its line already */
function placeIn(rest: string): Place | undefined {
  const [, line, more = ''] = /^: line (\d+)(.*)$/su.exec(rest) ?? [undefined, undefined, rest];
  const start = line === undefined ? undefined : Number(line);
  if (more === '') {
    return start === undefined ? undefined : { start, shown: '', segmentsIn: () => [] };
  }
  if (more.startsWith('#')) return { start, shown: more, segmentsIn: () => pointerSegments(more) };
  const own = more.replace(/^(?:: |\.)/u, '');
  if (own === more) return undefined;
  const segmentsIn = more.startsWith('.')
    ? (document: WrittenDocument) => pathSegments(document, own)
    : (document: WrittenDocument) => modelSegments(document, own);
  return { start, shown: own, segmentsIn };
}

/** What the model calls otherwise stands elsewhere in a CRD and in a schema; in an object it is where it is. */
function modelSegments(document: WrittenDocument, path: string): Segments {
  if (document.textAt(['kind']) === 'CustomResourceDefinition') return crdSegments(document, path);
  const keys = document.keysAt([]);
  if (keys.includes('kind') && keys.includes('apiVersion')) return sampleSegments(document, path);
  const field = path.replace(/^versions\[\d+\]\.schema\.?/u, '');
  const whole = schemaSegments(document, field, []);
  return whole.length > 0 ? whole : schemaSegments(document, field.replace(/^spec\.?/u, ''), []);
}

type Candidate = { readonly file: string; readonly line: number; readonly depth: number };

function candidates(file: string, documents: readonly WrittenDocument[], place: Place): readonly Candidate[] {
  const own = documents.filter(({ start }) => place.start === undefined || start === place.start);
  if (own.length === 0 && place.start !== undefined) return [{ file, line: place.start, depth: 0 }];
  return own.map((document) => {
    const segments = place.segmentsIn(document);
    return { file, line: document.lineOf(segments), depth: segments.length };
  });
}
