import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ResolveImport } from '../model/source/read-sources.ts';

/** What an import may leave out, in the order in which TypeScript looks. */
const ENDINGS = ['', '.ts', '.tsx', '.d.ts', '.mts', '.cts', '/index.ts', '/index.d.ts'];

/**
 * Makes what finds the files that TypeScript files import by relative paths: `./x`, `./x.ts`, `./x.js` for x.ts, a
 * folder with an index.ts.
 *
 * @param cwd where the names of files start
 * @param readText gives the text of a file by its name, undefined where there is none
 * @returns the file with its name relative to `cwd`, or undefined where there is none
 */
export function importReader(cwd: string, readText: (name: string) => string | undefined): ResolveImport {
  return (from, specifier) => {
    const path = join(dirname(resolve(cwd, from)), specifier);
    for (const candidate of candidatesOf(path)) {
      const name = (isAbsolute(from) ? candidate : relative(cwd, candidate)).split(sep).join('/');
      const text = readText(name);
      if (text !== undefined) return { name, text };
    }
    return undefined;
  };
}

function candidatesOf(path: string): readonly string[] {
  const source = path.replace(/\.(?:js|mjs|cjs|jsx)$/u, '');
  const all = [path, ...ENDINGS.map((ending) => `${source}${ending}`)];
  return all.filter((candidate) => /\.[cm]?tsx?$/u.test(candidate));
}
