import type { CommandDetails, CommandSpec } from '../../../src/commands/command.ts';
import type { OptionSpec } from '../../../src/options/option.ts';
import { COMMANDS } from '../../../src/program/command-table.ts';
import { runMain } from '../../support/run-main.ts';

/** A command line that is good for every test of manners. */
type Fixture = {
  /** What stands behind the command's name. */
  readonly args: readonly string[];
  /** What it ends with where nothing answers on port 1: 0 but for a command that asks a cluster. */
  readonly status?: number;
  /** The directory that it writes, where it writes one. */
  readonly out?: string;
  /** Command lines that make what it works on. */
  readonly before?: readonly (readonly string[])[];
  /** Command lines that make what its examples speak of. */
  readonly stage?: readonly (readonly string[])[];
  /** What examples may end with besides: they speak of manifests and servers that only their user has. */
  readonly examplesEnd?: readonly number[];
  /** What makes a command that works on something change it. */
  readonly change?: readonly string[];
  /** It makes keys: what it writes differs each time. */
  readonly random?: boolean;
  /** What the same run says when all is there already. */
  readonly again?: number;
  /** It starts servers; run once, in a process of its own. */
  readonly slow?: boolean;
};

const CRD = ['shops.example.com', '--kind', 'Shop', '--field', 'spec.size:int32=1', '--out', 'shop'];
const AA = ['my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--field', 'spec.size:int32=1'];

const GEN = ['certs', 'gen', '--service', 's', '--namespace', 'n'];

/** By command. A command without an entry fails `fixtures.test.ts`. */
const FIXTURES: Readonly<Record<string, Fixture>> = {
  'scaffold crd': { args: CRD, out: 'shop' },
  'scaffold aa': { args: [...AA, '--no-certs'], out: 'my-aa' },
  'scaffold update': {
    args: ['shop'],
    out: 'shop',
    before: [['scaffold', 'crd', ...CRD]],
    stage: [
      ['scaffold', 'aa', ...AA],
      ['scaffold', 'crd', 'tabs.example.com', '--kind', 'Tab'],
    ],
    change: ['--field', 'spec.more:string'],
  },
  // A second run would lock out whoever trusts the first: it refuses (exit 3).
  'certs gen': { args: ['--service', 's', '--namespace', 'n'], out: 'certs', random: true, again: 3 },
  'certs inspect': {
    args: ['certs/ca.crt'],
    before: [GEN],
    stage: [GEN],
    examplesEnd: [2, 5],
  },
  'certs verify': {
    args: ['--cert', 'certs/tls.crt', '--ca', 'certs/ca.crt', '--service', 's', '--namespace', 'n'],
    before: [GEN],
    stage: [['certs', 'gen', '--service', 'my-aa', '--namespace', 'my-ns', '--out', '.']],
    examplesEnd: [2, 5],
  },
  'certs renew': {
    args: ['certs', '--if-needed'],
    out: 'certs',
    before: [GEN],
    stage: [GEN],
    change: ['--dns', 'more.example.com'],
    random: true,
    again: 0,
  },
  'certs rotate': {
    args: ['certs', '--stage', 'prepare'],
    out: 'certs',
    before: [GEN],
    stage: [GEN],
    // An example takes back what the ones before it have finished.
    examplesEnd: [3],
    random: true,
    again: 0,
  },
  'certs bundle': { args: ['certs/ca.crt'], before: [GEN], stage: [GEN], examplesEnd: [2] },
  // A key that is there may have been given away in a request: it refuses (exit 3).
  'certs csr': { args: ['--service', 's', '--namespace', 'n'], out: 'certs', random: true, again: 3 },
  'certs patch': {
    args: ['-f', 'certs/apiservice.yaml', '--ca', 'certs/ca.crt'],
    before: [[...GEN, '--emit', 'apiservice', '--group-version', 'a.dev/v1']],
    stage: [GEN],
    examplesEnd: [2, 5],
  },
  discover: { args: ['deploy', '--server', 'https://127.0.0.1:1'], status: 5 },
  demo: { args: [], slow: true },
  completion: { args: ['bash'] },
};

/** A command with its flags and its good command line. */
export type Subject = Fixture & {
  readonly name: string;
  readonly words: readonly string[];
  /** All words after `kx`. */
  readonly line: readonly string[];
  readonly details: CommandDetails;
  readonly flags: readonly OptionSpec[];
};

/** Every command of kx, from its own table. */
export const SUBJECTS: readonly Subject[] = await Promise.all(COMMANDS.map(subjectOf));

/** Those that write files. */
export const WRITERS = SUBJECTS.filter(
  (subject): subject is Subject & { out: string } => subject.out !== undefined,
);

/** Those that are done within a moment. */
export const QUICK = SUBJECTS.filter(({ slow }) => slow !== true);

/** @returns whether a command has a flag: `--dry-run` */
export function hasFlag({ flags }: Subject, flag: string): boolean {
  return flags.some((spec) => spec.flags.split(/[ ,]+/).includes(flag));
}

/** Makes in a directory what the command works on. */
export async function prepare({ before = [] }: Subject, cwd: string): Promise<void> {
  for (const line of before) {
    const { status, stderr } = await runMain(line, { cwd });
    if (status !== 0) throw new Error(`kx ${line.join(' ')}: ${stderr}`);
  }
}

async function subjectOf({ name, describe }: CommandSpec): Promise<Subject> {
  const fixture = FIXTURES[name];
  if (fixture === undefined)
    throw new Error(`kx ${name} has no command line in test/e2e/manners/fixtures.ts`);
  const words = name.split(' ');
  const details = await describe();
  const flags = details.options.flatMap((group) => group.options);
  return { ...fixture, name, words, line: [...words, ...fixture.args], details, flags };
}
