import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ResolveImport } from '../model/source/read-sources.ts';

/** What an import may leave out, in the order in which TypeScript looks. */
const ENDINGS = ['', '.ts', '.tsx', '.d.ts', '.mts', '.cts', '/index.ts', '/index.d.ts'];

/**
 * Makes what finds the files that TypeScript files import by relative paths: `./x`, `./x.ts`, `./x.js` for x.ts, a
 * folder with an index.ts.
 *
 * @param cwd where the names of files start
 * @returns the file with its name relative to `cwd`, or undefined where there is none
 */
export function importReader(cwd: string): ResolveImport {
  return (from, specifier) => {
    const path = join(dirname(resolve(cwd, from)), specifier);
    const source = path.replace(/\.(?:js|mjs|cjs|jsx)$/u, '');
    const written = /\.[cm]?tsx?$/u.test(path) ? [path] : [];
    for (const candidate of [...written, ...ENDINGS.map((ending) => `${source}${ending}`)]) {
      const text = /\.[cm]?tsx?$/u.test(candidate) ? readText(candidate) : undefined;
      if (text !== undefined) return { name: isAbsolute(from) ? candidate : relative(cwd, candidate), text };
    }
    return undefined;
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
