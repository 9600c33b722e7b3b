import { readFileSync, statSync } from 'node:fs';
import { errnoReason } from '../errno-reason.ts';

/** In bytes: more than the schemas of any API; a device that never ends would fill the memory. */
const LARGEST = 32 * 1024 * 1024;

/** The text of a file, or why there is none, as the end of a sentence that begins with its name. */
export type TextFile = { readonly text: string } | { readonly problem: string };

/** Reads a file that the user named; it may be a pipe, as in `<(…)`. */
export function readTextFile(path: string): TextFile {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return { problem: 'is a directory' };
    if (!stats.isFile() && !stats.isFIFO()) return { problem: 'is a device or a socket' };
    if (stats.size > LARGEST) return { problem: `is larger than ${LARGEST} bytes` };
    return decodeText(readFileSync(path));
  } catch (error) {
    return { problem: `cannot be read: ${errnoReason(error)}` };
  }
}

/** Turns the bytes of a file into its text, without a byte order mark. */
export function decodeText(bytes: Uint8Array): TextFile {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'is not UTF-8' };
  }
}
