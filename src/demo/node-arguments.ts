import { fileURLToPath } from 'node:url';
import { runsTypeScript } from '../read/runs-typescript.ts';

/**
 * @param script a TypeScript file
 * @returns what to give node to run it: the file alone where Node strips types by itself (22.18 and newer), else with
 *   the hooks that kx brings, so that a demo needs no installation
 */
export function nodeArguments(script: string): readonly string[] {
  if (runsTypeScript()) return [script];
  // Bundled, this code lies in dist/chunks or in dist; the hooks lie in dist.
  const here = import.meta.url.replace(/\/chunks\/[^/]+$/, '/x');
  return ['--import', fileURLToPath(new URL('./strip-types.js', here)), script];
}
