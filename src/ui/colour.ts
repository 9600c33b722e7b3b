import type { ChalkInstance } from 'chalk';
import type { Io, OutputStream } from '../io.ts';

type Wish = {
  /** What `--color` says: `auto`, `always` or `never`; undefined where it was not given. */
  readonly flag: string | undefined;
  readonly env: Io['env'];
  readonly stream: OutputStream;
};

/**
 * Decides whether a stream is coloured: the flag, then FORCE_COLOR, then NO_COLOR when it is not empty
 * (no-color.org), then a terminal that is not dumb. chalk 5 does not look at NO_COLOR, so it is not asked.
 */
export function wantsColour({ flag, env, stream }: Wish): boolean {
  if (flag === 'always') return true;
  if (flag === 'never') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** @returns chalk at the level that the wish leads to; loaded only here, because most runs print plain text */
export async function chalkFor(wish: Wish): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: wantsColour(wish) ? 1 : 0 });
}
