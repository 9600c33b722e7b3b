import { join } from 'node:path';
import process from 'node:process';
import { cachedDataVersionTag } from 'node:v8';
import { cacheFolder } from './cache-folder.ts';
import { chunkLoader } from './chunk-loader.ts';
import { codeCache } from './code-cache.ts';
import type { run as Run } from './run.ts';

/** The build puts here what the chunks were built from. */
declare const BUILD: string;

/** Runs kx with the arguments of this process, which ends with its exit code. */
export async function start(): Promise<void> {
  const { env, version: node, arch } = process;
  const tag = cachedDataVersionTag();
  const cache = codeCache(cacheFolder({ env, node, arch, tag, build: BUILD }));
  const { run } = chunkLoader(join(__dirname, 'chunks'), cache)('run') as { readonly run: typeof Run };
  process.exitCode = await run();
  // A cancelled command may have left sockets or timers that would keep the process alive.
  if (process.exitCode === 130) process.exit();
  // Other commands write what they are told to and nothing else; with other flags V8 would not take what is kept.
  if (process.argv[2] === 'discover' && cachedDataVersionTag() === tag) cache.save();
  await allWritten();
  // Node would take down, piece by piece, what ends with the process anyway: 5 ms of roots, connections and heap.
  process.exit();
}

/** A pipe takes what is written when its reader does; one whose reader is gone is done with. */
async function allWritten(): Promise<void> {
  const { stdout } = process;
  // What was written last and failed is told in the next turn.
  if (stdout.errored !== null) await new Promise((resolve) => setImmediate(resolve));
  if (stdout.writableLength === 0 || stdout.destroyed) return;
  await new Promise<void>((resolve) => stdout.write('', () => resolve()));
}
