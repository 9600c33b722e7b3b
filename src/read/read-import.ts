import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ResolveImport } from '../model/source/read-sources.ts';

/** What an import may leave out, in the order in which TypeScript looks. */
const ENDINGS = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '/index.ts', '/index.d.ts'];

/**
 * Makes what finds the files that TypeScript files import by relative paths: `./x`, `./x.ts`, `./x.js` for x.ts, a
 * folder with an index.ts.
 *
 * @param cwd where the names of files start
 * @returns the file with its name relative to `cwd`, or undefined where there is none
 */
export function importReader(cwd: string): ResolveImport {
  return (from, specifier) => {
    for (const path of candidates(join(dirname(resolve(cwd, from)), specifier))) {
      const text = readText(path);
      if (text !== undefined) return { name: isAbsolute(from) ? path : relative(cwd, path), text };
    }
    return undefined;
  };
}

function candidates(path: string): readonly string[] {
  if (/\.[cm]?tsx?$/u.test(path)) return [path];
  const source = path.replace(/\.[cm]?jsx?$/u, '');
  return ENDINGS.map((ending) => `${source}${ending}`);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
