import type { Io } from '../io.ts';
import { chalkFor, wantsColour } from '../ui/colour.ts';
import type { Style } from './report/report.ts';

/** @returns how stdout is written to; chalk is loaded only where it is to be coloured */
export async function styleOf({
  flag,
  io,
}: {
  readonly flag: string | undefined;
  readonly io: Io;
}): Promise<Style> {
  const wish = { flag, env: io.env, stream: io.stdout };
  const width = io.stdout.isTTY === true ? io.stdout.columns : undefined;
  if (!wantsColour(wish)) return { bad: asIs, dim: asIs, width };
  const chalk = await chalkFor(wish);
  return { bad: (text) => chalk.red(text), dim: (text) => chalk.dim(text), width };
}

function asIs(text: string): string {
  return text;
}
