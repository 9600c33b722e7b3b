import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isSent, type Stage } from './container-file.ts';

type Build = {
  readonly stages: readonly Stage[];
  /** The build context, of which files that are not sent are not there. */
  readonly context: string;
  /** The text of its ignore file. */
  readonly ignored: string;
  /** Gets a folder for each stage: its file system, without that of the base image. */
  readonly out: string;
};

/** Makes the stages of a Containerfile as folders. @throws Error for a file that is not there, or a command that fails */
export function buildStages(build: Build): void {
  for (const [index, { instructions }] of build.stages.entries()) {
    let folder = join(build.out, String(index));
    for (const { name, words } of instructions) {
      if (name === 'WORKDIR') folder = join(build.out, String(index), words[0] ?? '');
      mkdirSync(folder, { recursive: true });
      DO[name]?.(words, folder, build);
    }
  }
}

type Do = (words: readonly string[], folder: string, build: Build) => void;

const DO: Readonly<Record<string, Do>> = { COPY: copy, RUN: run };

function copy(words: readonly string[], folder: string, build: Build): void {
  const [, stage] = /^--from=(.+)$/.exec(words[0] ?? '') ?? [];
  const sources = words.slice(stage === undefined ? 0 : 1, -1);
  const target = join(folder, words.at(-1) ?? '');
  for (const source of sources) {
    const into = target.endsWith('/') ? join(target, basename(source)) : target;
    cpSync(join(rootOf(source, stage, build), source), into, { recursive: true });
  }
}

/** What a COPY takes its sources from: another stage, or the build context. */
function rootOf(source: string, stage: string | undefined, { stages, context, ignored, out }: Build): string {
  if (stage !== undefined) return join(out, String(stages.findIndex(({ name }) => name === stage)));
  if (!isSent(source, ignored)) throw new Error(`${source} is not sent`);
  return context;
}

/** What only the network has is there already; what is removed of the base image never was. */
function run(words: readonly string[], folder: string): void {
  const [program = '', command] = words;
  if (program === 'rm') return;
  if (program === 'npm' && command === 'ci') {
    const packages = join(folder, 'node_modules');
    if (!existsSync(packages)) symlinkSync(resolve('node_modules'), packages);
    return;
  }
  const { status, stdout, stderr } = spawnSync(program, words.slice(1), { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
}
