import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { errnoReason } from '../errno-reason.ts';
import { CancelledError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

/** In bytes; the answers of a large CRD are a hundredth of it. */
const LARGEST = 1024 * 1024;

/** The text of an answers file, and what messages call it. */
export type AnswersText = { readonly text: string; readonly source: string };

/**
 * Reads the file of `--answers`; it may be a pipe, as in `--answers <(…)`.
 *
 * @param file as typed; `-` is stdin
 * @throws UsageError where it cannot be read, is no UTF-8 or is larger than any answers are
 */
export async function readAnswers(file: string, io: Io): Promise<AnswersText> {
  const source = file === '-' ? 'stdin' : file;
  if (file === '') throw new UsageError('--answers needs the name of a file, or - for stdin');
  if (file === '-' && io.stdin.isTTY === true) {
    throw new UsageError('--answers - reads stdin, which is this terminal', {
      hint: 'pipe answers into kx, or name a file',
    });
  }
  const bytes = await read(file, source, io);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), source };
  } catch (cause) {
    throw new UsageError(`the answers in ${source} are not UTF-8`, { cause });
  }
}

async function read(file: string, source: string, { stdin, cwd, signal }: Io): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = file === '-' ? readableOf(stdin) : createReadStream(resolve(cwd, file));
    for await (const chunk of addAbortSignal(signal, stream)) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size > LARGEST) break;
    }
  } catch (cause) {
    if (signal.aborted) throw new CancelledError('cancelled; nothing was written', { cause });
    throw new UsageError(`the answers in ${source} cannot be read: ${errnoReason(cause)}`, { cause });
  }
  if (size > LARGEST) throw new UsageError(`the answers in ${source} are larger than ${LARGEST} bytes`);
  return Buffer.concat(chunks);
}

function readableOf(stdin: Io['stdin']): Readable {
  return stdin instanceof Readable ? stdin : Readable.from(stdin);
}
