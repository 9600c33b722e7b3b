import type { Io } from '../../io.ts';
import { completeLine, type Program } from './complete-line.ts';
import { type Completion, NOTHING } from './completion.ts';

/**
 * Answers the completion scripts: `kx complete -- scaffold crd .--sc` stands for a cursor behind `--sc`. The dot is
 * there because PowerShell before 7.3 drops an empty last argument.
 *
 * Prints one candidate a line, a tab and its description behind it, and at the end `:` with what the shell does by
 * itself. A person at a prompt is never shown an error: where something fails there is nothing to complete.
 *
 * @param typed the words after `complete --`
 */
export async function printCompletion(program: Program, typed: readonly string[], io: Io): Promise<void> {
  const line = { words: typed.slice(0, -1), current: (typed.at(-1) ?? '.').slice(1) };
  const { candidates, next } = await quietly(completeLine(program, line, io));
  const lines = candidates.map(({ value, description }) => `${value}\t${description}\n`);
  io.stdout.write(`${lines.join('')}:${next}\n`);
}

async function quietly(completion: Promise<Completion>): Promise<Completion> {
  try {
    return await completion;
  } catch {
    return NOTHING;
  }
}
