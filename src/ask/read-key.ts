import { setImmediate as nextTurn } from 'node:timers/promises';
import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Keyboard, openKeyboard } from './keyboard.ts';

/** Ctrl-C and Ctrl-D, as a terminal in raw mode sends them. */
const LEAVING = new Set(['\u0003', '\u0004']);

/**
 * Asks a question that one key answers, without Enter. Keys that were pressed before it was shown do not count, nor
 * what follows the first character of a paste: nobody meant them for this question.
 *
 * @returns the key's character; the first of several where a key sends a sequence, as arrows do (ESC)
 * @throws CancelledError at Ctrl-C, Ctrl-D, a signal, or where the terminal is closed
 */
export async function readKey(question: string, io: Io): Promise<string> {
  const keyboard = openKeyboard(io);
  keyboard.keys.setRawMode(true);
  try {
    await dropKeys(keyboard);
    io.stderr.write(question);
    return await nextKey(keyboard);
  } catch (error) {
    io.stderr.write('\n');
    throw error;
  } finally {
    keyboard.close();
  }
}

/** What the terminal holds ready comes in the first turn of the event loop after it is read again. */
async function dropKeys({ keys, left }: Keyboard): Promise<void> {
  const dropped: Uint8Array[] = [];
  const drop = (chunk: Uint8Array) => void dropped.push(chunk);
  keys.on('data', drop);
  await nextTurn();
  await nextTurn();
  keys.off('data', drop);
  if (left.aborted || dropped.some(isLeaving)) throw cancelled();
}

function nextKey({ keys, left }: Keyboard): Promise<string> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(cancelled());
    left.addEventListener('abort', leave);
    keys.once('data', (chunk: Uint8Array) => {
      if (isLeaving(chunk)) leave();
      else resolve(keyOf(chunk));
    });
  });
}

/** Keys that are pressed at once, or while the process is busy, come as one chunk. */
function isLeaving(chunk: Uint8Array): boolean {
  return [...new TextDecoder().decode(chunk)].some((key) => LEAVING.has(key));
}

function keyOf(chunk: Uint8Array): string {
  const [key = ''] = new TextDecoder().decode(chunk);
  return key;
}

function cancelled(): CancelledError {
  return new CancelledError('cancelled; nothing was written');
}
