import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Script } from 'node:vm';

/** What V8 made of chunks, kept between runs: compiling them anew takes a fifth of a short command's time. */
export type CodeCache = {
  /** @returns what was kept of a chunk */
  readonly read: (chunk: string) => Buffer | undefined;
  /** Takes a chunk that was compiled without help, to be kept at the end. */
  readonly add: (chunk: string, script: Pick<Script, 'createCachedData'>) => void;
  /** Keeps what was added, with the functions that have run by now. Whatever stands in the way of that is let be. */
  readonly save: () => void;
};

/** A folder of another build, or of one that is gone, is removed after so many milliseconds. */
const STALE = 24 * 60 * 60 * 1_000;

/** @returns the cache in a folder; one that keeps nothing where there is none, or where others than this user may write */
export function codeCache(folder: string | undefined): CodeCache {
  const added = new Map<string, Pick<Script, 'createCachedData'>>();
  const state = folder === undefined ? 'unusable' : stateOf(folder);
  if (folder === undefined || state === 'unusable') {
    return { read: () => undefined, add: () => undefined, save: () => undefined };
  }
  return {
    read: (chunk) => (state === 'missing' ? undefined : contentOf(join(folder, chunk))),
    add: (chunk, script) => void added.set(chunk, script),
    save: () => {
      if (added.size === 0) return;
      try {
        if (state === 'missing') makeAlone(folder);
        for (const [chunk, script] of added) replace(join(folder, chunk), script.createCachedData());
      } catch {
        // A home that is read-only, full or not there costs time, and nothing else.
      }
    },
  };
}

/** Code is run from the folder: it must be this user's, as a home that sudo keeps is not, and nobody else's to change. */
function stateOf(folder: string): 'own' | 'missing' | 'unusable' {
  try {
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) return 'missing';
    const isOwn =
      process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    return stats.isDirectory() && isOwn ? 'own' : 'unusable';
  } catch {
    return 'unusable';
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Runs at the same time write the same; each file is there whole or not at all. */
function replace(file: string, data: Buffer): void {
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, data, { mode: 0o600 });
  renameSync(staged, file);
}

function makeAlone(folder: string): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(parent)) {
    const other = join(parent, name);
    if (Date.now() - statSync(other).mtimeMs > STALE) rmSync(other, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
