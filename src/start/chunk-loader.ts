import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.ts';

/** What a chunk exports, by name. */
type Exports = Readonly<Record<string, unknown>>;

/** Runs a chunk, once. @returns what it exports */
type Load = (chunk: string) => Exports;

/** A chunk as the build writes it: a function of what it may ask for. */
type Chunk = (module: { exports: Exports }, loaders: Loaders, url: string) => void;

type Loaders = { readonly load: Load; readonly loadLater: (chunk: string) => Promise<Exports> };

/**
 * Loads chunks by their names, without the time and memory that Node's loader of ES modules takes, and compiled already
 * where the cache has them.
 *
 * @param folder of the chunks
 */
export function chunkLoader(folder: string, cache: CodeCache): Load {
  const loaded = new Map<string, { exports: Exports }>();
  const load: Load = (chunk) => {
    const known = loaded.get(chunk);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(chunk, module);
    const file = join(folder, `${chunk}.cjs`);
    const run: Chunk = compiled({ chunk, file, cache }).runInThisContext();
    run(module, { load, loadLater: async (name) => load(name) }, pathToFileURL(file).href);
    return module.exports;
  };
  return load;
}

type Compiling = { readonly chunk: string; readonly file: string; readonly cache: CodeCache };

function compiled({ chunk, file, cache }: Compiling): Script {
  // The build writes nothing but ASCII, which is read faster so.
  const source = readFileSync(file, 'latin1');
  const cachedData = cache.read(chunk);
  if (cachedData !== undefined) return new Script(source, { filename: file, cachedData });
  const script = new Script(source, { filename: file });
  cache.add(chunk, script);
  return script;
}
