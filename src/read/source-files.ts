import { resolve } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import { decodeText, readTextFile, type TextFile } from './read-text-file.ts';

/** What messages and the record call the file that is `-`. */
export const STDIN = 'stdin';

/** Where the texts of `--from` come from: the disk, or the record of an earlier run. */
export type SourceFiles = {
  readonly cwd: string;
  /** @param name as typed, or STDIN */
  readonly read: (name: string) => Promise<TextFile>;
  /** Of a file that another one imports; undefined where there is none. */
  readonly readImported: (name: string) => string | undefined;
};

/** @returns the files of this machine */
export function filesOnDisk(io: Io): SourceFiles {
  const read = (name: string) => readTextFile(resolve(io.cwd, name));
  return {
    cwd: io.cwd,
    read: async (name) => (name === STDIN ? readStdin(io) : read(name)),
    readImported: (name) => {
      const file = read(name);
      return 'text' in file ? file.text : undefined;
    },
  };
}

/** Deep enough for every `../` that a recorded name starts with. */
const NOWHERE = `/${'recorded/'.repeat(64)}`;

/**
 * @param texts by name
 * @returns the files that an earlier run read, wherever they are now
 */
export function filesInRecord(texts: ReadonlyMap<string, string>): SourceFiles {
  return {
    cwd: NOWHERE,
    read: async (name) => {
      const text = texts.get(name);
      return text === undefined ? { problem: 'is not in the record; give --from again' } : { text };
    },
    readImported: (name) => texts.get(name),
  };
}

async function readStdin({ stdin, signal }: Io): Promise<TextFile> {
  if (stdin.isTTY === true) return { problem: 'is this terminal; pipe something into kx, or name a file' };
  const chunks: Buffer[] = [];
  const stream = stdin instanceof Readable ? stdin : Readable.from(stdin);
  try {
    for await (const chunk of addAbortSignal(signal, stream)) chunks.push(Buffer.from(chunk));
  } catch (cause) {
    if (signal.aborted) throw new CancelledError('cancelled; nothing was written', { cause });
    throw cause;
  }
  return decodeText(Buffer.concat(chunks));
}
