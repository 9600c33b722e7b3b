import { resolve } from 'node:path';
import type { Io } from '../../io.ts';
import { InputError } from '../input-error.ts';
import { readInputFile } from '../read-input-file.ts';

/** As for files: nothing that holds certificates is larger. */
const LARGEST = 1024 * 1024;

/**
 * Reads an input that the user named.
 *
 * @param name a file, or `-` for stdin
 * @throws InputError whose message continues the name
 */
export async function readBytes(name: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<Uint8Array> {
  if (name !== '-') return readInputFile(resolve(io.cwd, name)).bytes;
  if (io.stdin.isTTY === true) throw new InputError('is this terminal: give a file, or pipe something in');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST) throw new InputError('is larger than 1 MiB: no certificate or key');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
