import type { Io } from '../io.ts';

/** What was pasted at one question; to be forgotten when it is answered. */
export type Pasted = {
  /** @returns the lines behind the one that answered the question, without empty ones */
  readonly further: () => readonly string[];
  readonly forget: () => void;
};

/**
 * Keeps what follows the line break of a paste: a prompt ends with its first line and drops the rest, since keys that
 * were typed before the next question was seen must not answer it.
 */
export function linesPasted(stdin: Io['stdin']): Pasted {
  let last = '';
  const keep = (chunk: string | Uint8Array) => {
    last = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
  };
  stdin.on('data', keep);
  return {
    further: () => {
      const [, ...lines] = last.split(/\r\n?|\n/u);
      return lines.map((line) => line.trim()).filter((line) => line !== '');
    },
    forget: () => void stdin.off('data', keep),
  };
}
