import { RECORD_PATH } from './record.ts';

/** Folders that no scaffolded file is in, as the first segment in lower case: what is written there would be run. */
const RESERVED = new Set([RECORD_PATH.split('/')[0], '.git']);

const CONTROL = /\p{Cc}/u;

/**
 * A record is a file that anyone may have edited, and its paths are written to: only such are taken that kx itself
 * could have rendered.
 *
 * @returns what is wrong with a path of a record, as the end of a sentence; undefined where nothing is
 */
export function recordedPathProblem(path: string): string | undefined {
  const segments = path.split('/');
  if (path === '') return 'is empty';
  if (CONTROL.test(path)) return 'has a control character';
  if (path.includes('\\')) return 'has a backslash';
  if (path.startsWith('/') || /^[a-z]:/iu.test(path)) return 'is absolute';
  if (segments.includes('..') || segments.includes('.') || segments.includes('')) {
    return "has a segment that is empty, '.' or '..'";
  }
  if (RESERVED.has(segments[0]?.toLowerCase())) return `is in ${segments[0]}/, where kx scaffolds nothing`;
  return undefined;
}
