import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FailedError } from '../errors.ts';
import type { TemplateTree } from '../render/template-tree.ts';

/**
 * Reads a template that kx ships.
 *
 * @param name folder below `templates/`: `aa/typescript`
 * @returns its files, sorted by path
 * @throws FailedError where the package has no templates at all
 */
export function readTemplates(name: string): TemplateTree {
  const folder = join(packageRoot(), 'templates', ...name.split('/'));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8').replaceAll('\r\n', '\n'),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Bundled code lies at another depth than its source, so the root is looked for and not counted. */
function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let at = start; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, 'templates')) && existsSync(join(at, 'package.json'))) return at;
  }
  throw new FailedError(`the templates of kx are missing beside ${start}`, { hint: 'install kx again' });
}
