import type { ChalkInstance } from 'chalk';
import type { Io, OutputStream } from './io.ts';

type Wish = {
  /** The arguments after `kx`; they may not parse. */
  readonly argv: readonly string[];
  readonly env: Io['env'];
  readonly stream: OutputStream;
};

/**
 * Decides whether a stream is coloured: flags, then FORCE_COLOR, then NO_COLOR when it is not empty
 * (no-color.org), then a terminal that is not dumb. chalk 5 does not look at NO_COLOR, so it is not asked.
 */
export function wantsColour({ argv, env, stream }: Wish): boolean {
  const flag = lastColourFlag(argv);
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

function lastColourFlag(argv: readonly string[]): string | undefined {
  let last: string | undefined;
  for (const [index, arg] of argv.entries()) {
    if (arg === '--no-color') last = 'never';
    else if (arg === '--color') last = argv[index + 1];
    else if (arg.startsWith('--color=')) last = arg.slice('--color='.length);
  }
  return last;
}
