import { readFileSync, statSync } from 'node:fs';
import { errnoReason } from '../errno-reason.ts';
import { InputError } from './input-error.ts';

/** No certificate or key is larger; a device that never ends would fill the memory. */
const LARGEST = 1024 * 1024;

/** The bytes of an input file and who may read it. */
export type InputFile = { readonly bytes: Buffer; readonly mode: number };

/**
 * Reads a file that the user named as input.
 *
 * @throws InputError whose message continues a sentence that begins with the file's name
 */
export function readInputFile(path: string): InputFile {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new InputError('is a directory: name a file in it');
    if (!stats.isFile() && !stats.isFIFO()) throw new InputError('is a device or a socket');
    if (stats.size > LARGEST) throw new InputError('is larger than 1 MiB: no certificate or key');
    return { bytes: readFileSync(path), mode: stats.mode & 0o777 };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot be read: ${errnoReason(error)}`);
  }
}
