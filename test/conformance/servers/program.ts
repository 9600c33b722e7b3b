import type { Flags } from '../means.ts';

/** A server on this machine: where it runs and what starts it. */
export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
};

/** @returns the flags as words of a command line */
export function wordsOf(flags: Flags): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
}
