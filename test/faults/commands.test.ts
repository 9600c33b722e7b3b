import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fastDir } from './fast-dir.ts';
import { expectNextRun, expectToldTruth, laneOf, recoverCopy, runFaulty, stateOfRecovered } from './lane.ts';
import { runMain } from './run-main.ts';
import type { Scenario } from './scenarios.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

const CERTS = ['certs', 'gen', '--service', 'api', '--namespace', 'demo', '--out', 'out'];
const CRD = ['scaffold', 'crd', 'crontabs.stable.example.com', '--kind', 'CronTab', '--out', 'out'];

type Command = {
  readonly name: string;
  /** What made the tree that the command meets. */
  readonly before: readonly (readonly string[])[];
  readonly edit?: (directory: string) => void;
  readonly args: readonly string[];
  readonly normalize?: (old: Snapshot) => Scenario['normalize'];
};

const COMMANDS: readonly Command[] = [
  { name: 'certs gen --force', before: [CERTS], args: [...CERTS, '--force'], normalize: certificatesThatFit },
  {
    name: 'scaffold update',
    before: [CRD],
    edit: (directory) => writeFileSync(join(directory, 'out/notes.md'), 'of the user\n'),
    args: ['scaffold', 'update', 'out', '--short-name', 'ct'],
  },
  {
    name: 'certs rotate --stage switch',
    before: [CERTS, ['certs', 'rotate', 'out', '--stage', 'prepare']],
    args: ['certs', 'rotate', 'out', '--stage', 'switch'],
    normalize: leafOfTheNewAuthority,
  },
];

/** @returns a scenario that begins with a copy of what the first command made */
async function scenarioOf({ name, before, edit, args, normalize }: Command): Promise<Scenario> {
  const made = fastDir();
  for (const line of before) await runMain(line, made);
  edit?.(made);
  const fresh = normalize?.(snapshot(made));
  return {
    name,
    out: 'out',
    prepare: (directory) => cpSync(made, directory, { recursive: true }),
    run: (directory) => runMain(args, directory),
    ...(fresh === undefined ? {} : { normalize: fresh }),
  };
}

it.each(COMMANDS)('kx $name: old or new after a kill at any call', async (command) => {
  const lane = await laneOf(await scenarioOf(command));
  expect(lane.calls.length).toBeGreaterThan(50);
  for (const at of lane.calls.keys()) {
    const fault = { kind: 'kill', at, when: 'after' } as const;
    await runFaulty(lane, { fault });
    const { error } = await recoverCopy(lane);
    expect(error).toBeUndefined();
    stateOfRecovered(lane, fault);
    await expectNextRun(lane, fault);
  }
});

it.each(COMMANDS)('kx $name: old where any call fails, new where it does not', async (command) => {
  const lane = await laneOf(await scenarioOf(command));
  for (const [at] of lane.calls.entries()) {
    const fault = { kind: 'error', at, code: CODES[at % CODES.length] ?? 'EIO' } as const;
    expectToldTruth(lane, await runFaulty(lane, { fault }), fault);
    await expectNextRun(lane, fault);
  }
});

/** Each run makes new keys: all trees are alike whose certificates and keys belong together and are not the old ones. */
function certificatesThatFit(old: Snapshot): (all: Snapshot) => Snapshot {
  return (all) => {
    const isFresh = FILES.every((file) => all[file] !== undefined && all[file] !== old[file]);
    if (!isFresh || !belongTogether(all)) return all;
    const entries = Object.entries(all).map(([path, entry]) => [
      path,
      FILES.includes(path) ? fresh(entry) : entry,
    ]);
    return Object.fromEntries(entries);
  };
}

/** Only the new pair differs from run to run: all trees are alike where it is one, and of the CA whose key is there. */
function leafOfTheNewAuthority(old: Snapshot): (all: Snapshot) => Snapshot {
  return (all) => {
    const places = ['out/next/ca.crt', ...FILES.slice(1)];
    if (all['out/tls.key'] === old['out/tls.key'] || !belongTogether(all, places)) return all;
    const entries = Object.entries(all).map(([path, entry]) => [
      path,
      FILES.slice(2).includes(path) ? fresh(entry) : entry,
    ]);
    return Object.fromEntries(entries);
  };
}

const CODES = ['ENOSPC', 'EACCES', 'EIO', 'EROFS'];
const FILES = ['out/ca.crt', 'out/ca.key', 'out/tls.crt', 'out/tls.key'];

/** @param places of a CA, its key, a certificate and its key */
function belongTogether(all: Snapshot, places: readonly string[] = FILES): boolean {
  const [authority, authorityKey, leaf, leafKey] = places.map((file) => (all[file] ?? '').slice(4));
  const ca = new X509Certificate(authority ?? '');
  const tls = new X509Certificate(leaf ?? '');
  const fits = ca.checkPrivateKey(createPrivateKey(authorityKey ?? ''));
  return fits && tls.checkPrivateKey(createPrivateKey(leafKey ?? '')) && tls.verify(ca.publicKey);
}

function fresh(entry: string): string {
  return `${entry.slice(0, 3)} new`;
}
