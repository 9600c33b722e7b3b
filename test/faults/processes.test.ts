import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { recoverTarget } from '../../src/write/recover-target.ts';
import { KX } from '../support/run-kx.ts';
import { testIo } from '../support/test-io.ts';
import { fastDir } from './fast-dir.ts';
import { runMain } from './run-main.ts';
import { type Snapshot, snapshot, visible } from './snapshot.ts';

const HOOK = pathToFileURL(fileURLToPath(new URL('kill-at-call.js', import.meta.url))).href;
const NAME = ['scaffold', 'crd', 'crontabs.stable.example.com', '--kind', 'CronTab', '--out', 'out'];
const FIRST = [...NAME, '--short-name', 'one'];
const SECOND = [...NAME, '--short-name', 'two', '--force'];

type Ended = { readonly status: number | null; readonly signal: string | null; readonly calls: number };

/** Runs a real kx process, which is killed when so many file-system calls are done. */
function runKilled(args: readonly string[], directory: string, at: number): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', HOOK, KX, ...args], {
    cwd: directory,
    env: { ...process.env, KX_FAULT_DIRECTORY: directory, KX_FAULT_AT: String(at) },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let counted = '';
  child.stdio[3]?.on('data', (chunk) => {
    counted += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, calls: Number(counted) }));
  });
}

async function treeOf(...runs: readonly (readonly string[])[]): Promise<string> {
  const directory = fastDir();
  for (const args of runs) await runMain(args, directory);
  return directory;
}

it('a real process that is killed at any call leaves the tree old or new', { timeout: 240_000 }, async () => {
  const old = await treeOf(FIRST);
  const done = snapshot(await treeOf(FIRST, SECOND));
  const base = fastDir();
  const fresh = (name: string) => {
    const directory = join(base, name);
    cpSync(old, directory, { recursive: true });
    return directory;
  };
  const { status, calls } = await runKilled(SECOND, fresh('count'), -1);
  expect(status).toBe(0);
  expect(calls).toBeGreaterThan(50);
  const states = new Set<string>();
  const killAt = async (at: number) => {
    const directory = fresh(`${at}`);
    expect((await runKilled(SECOND, directory, at)).signal).toBe('SIGKILL');
    const copy = join(base, `copy-${at}`);
    cpSync(directory, copy, { recursive: true });
    recoverTarget({ root: join(copy, 'out'), isDryRun: false, io: testIo() });
    states.add(nameOf(snapshot(copy), { old: snapshot(old), new: done }, at));
    await runMain(SECOND, directory);
    expect({ at, tree: snapshot(directory) }).toEqual({ at, tree: done });
    rmSync(directory, { recursive: true });
    rmSync(copy, { recursive: true });
  };
  const points = [...Array(calls).keys()];
  const work = async () => {
    for (let at = points.shift(); at !== undefined; at = points.shift()) await killAt(at);
  };
  await Promise.all([work(), work(), work()]);
  expect([...states].sort()).toEqual(['new', 'old']);
});

it.each([
  ['a new tree', [], [NAME, 'three'], [NAME, 'four']],
  ['an existing tree', [FIRST], [[...NAME, '--force'], 'three'], [[...NAME, '--force'], 'four']],
] as const)('two processes at once never mix %s', async (_, before, [argsA, a], [argsB, b]) => {
  const [runA, runB] = [
    [...argsA, '--short-name', a],
    [...argsB, '--short-name', b],
  ];
  const known = {
    a: snapshot(await treeOf(...before, runA)),
    b: snapshot(await treeOf(...before, runB)),
  };
  const old = await treeOf(...before);
  const base = fastDir();
  for (let round = 0; round < ROUNDS; round++) {
    const directory = join(base, `${round}`);
    mkdirSync(directory);
    cpSync(old, directory, { recursive: true });
    const ended = await Promise.all([runA, runB].map((args) => runKilled(args, directory, -1)));
    const statuses = ended.map(({ status }) => status).sort();
    expect([
      [0, 0],
      [0, 3],
    ]).toContainEqual(statuses);
    const tree = snapshot(directory);
    expect(Object.keys(tree)).toEqual(Object.keys(known.a));
    nameOf(tree, known, round);
  }
});

const ROUNDS = 10;

/** @returns which of the known trees this is; any other fails the test */
function nameOf(tree: Snapshot, known: Readonly<Record<string, Snapshot>>, what: unknown): string {
  const names = Object.entries(known);
  const found = names.find(([, each]) => JSON.stringify(visible(each)) === JSON.stringify(visible(tree)));
  if (found === undefined)
    expect({ what, tree: visible(tree) }).toEqual({ what, tree: visible(names[0]?.[1] ?? {}) });
  return found?.[0] ?? '';
}
