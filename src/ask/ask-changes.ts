import type { ChalkInstance } from 'chalk';
import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import { fileBelow } from '../render/file-below.ts';
import { chalkFor } from '../ui/colour.ts';
import type { Plan, PlannedFile } from '../write/plan.ts';
import { type Change, keepMine, mergeBoth } from './decide-change.ts';
import { describeChange, isSecret } from './describe-change.ts';
import { readKey } from './read-key.ts';

type Context = {
  readonly io: Io;
  /** The target as the user named it. */
  readonly out: string;
  /** What the record says was rendered last, by path; empty where there is no record. */
  readonly base: ReadonlyMap<string, string>;
  /** What `--color` says. */
  readonly colour?: string | undefined;
};

/** The keys, as yeoman has them, and what each does. */
const KEYS = {
  y: 'replace it',
  n: 'keep it as it is',
  a: 'replace it, and all that follow',
  d: 'show the difference again',
  m: 'merge your changes with the new ones',
  x: 'stop; nothing is written',
} as const;

type Key = keyof typeof KEYS;

/**
 * Asks a person about each file that would be replaced. Enter alone decides nothing.
 *
 * @returns the plan as it was decided: `change` stands for what is replaced, `keep`, `merge` or `conflict` for the rest
 * @throws CancelledError at x, Ctrl-C, Ctrl-D, a signal, or a terminal that was closed; nothing was written then
 */
export async function askChanges(plan: Plan, context: Context): Promise<Plan> {
  const { io, colour, base } = context;
  const chalk = await chalkFor({ flag: colour, env: io.env, stream: io.stderr });
  const decided: PlannedFile[] = [];
  let isAsking = true;
  for (const file of plan.files) {
    if (!isAsking || file.action !== 'change') {
      decided.push(file);
      continue;
    }
    const change = { file, base: baseOf(file, base) };
    const key = await askChange(change, context, chalk);
    isAsking = key !== 'a';
    decided.push(carryOut(key, change));
  }
  return { ...plan, files: decided };
}

/** Only what is text can be merged, and a private key is never shown. */
function baseOf(file: PlannedFile, base: Context['base']): string | undefined {
  const isMergeable = file.isBinary !== true && !isSecret(file) && file.before !== file.text;
  return isMergeable ? base.get(file.path) : undefined;
}

function carryOut(key: Decision, change: Change): PlannedFile {
  if (key === 'm') return mergeBoth(change);
  return key === 'n' ? keepMine(change) : change.file;
}

type Decision = Exclude<Key, 'd' | 'x'>;

async function askChange(
  { file, base }: Change,
  { io, out }: Context,
  chalk: ChalkInstance,
): Promise<Decision> {
  const name = fileBelow(out, file.path);
  const shown = describeChange(file, name, chalk);
  const offered = base === undefined ? 'ynadx' : 'ynadmx';
  const question = `${chalk.bold(`Replace ${name}?`)} (${[...offered].join(' ')}, h for help) `;
  io.stderr.write(shown);
  for (;;) {
    const key = await pressed(question, offered, io);
    if (key === 'x') throw new CancelledError('stopped; nothing was written');
    if (key !== undefined && key !== 'd') return key;
    io.stderr.write(key === 'd' ? shown : help(offered));
  }
}

/** @returns the key, or undefined where it is none of those offered: Enter, h, a slip */
async function pressed(question: string, offered: string, io: Io): Promise<Key | undefined> {
  const typed = (await readKey(question, io)).toLowerCase();
  const key = isKey(typed) && offered.includes(typed) ? typed : undefined;
  io.stderr.write(key === undefined ? '\n' : `${key}: ${KEYS[key]}\n`);
  return key;
}

function isKey(typed: string): typed is Key {
  return Object.hasOwn(KEYS, typed);
}

function help(offered: string): string {
  const lines = Object.entries(KEYS).filter(([key]) => offered.includes(key));
  return lines.map(([key, what]) => `  ${key}  ${what}\n`).join('');
}
