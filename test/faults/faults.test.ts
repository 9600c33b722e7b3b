import { cpSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KxError } from '../../src/errors.ts';
import { recoverTarget } from '../../src/write/recover-target.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { type Fault, type Outcome, runWithFault } from './run-with-fault.ts';
import { SCENARIOS, type Scenario, SECRET } from './scenarios.ts';
import { type Snapshot, snapshot, visible } from './snapshot.ts';
import type { Call } from './wrap-file-system.js';

/** One scenario's tree before and after a run without faults, and the calls of that run. */
type Known = { readonly old: Snapshot; readonly done: Snapshot; readonly calls: readonly Call[] };

/** A directory that is made anew for each run: a name of the same length each time. */
type Place = { readonly directory: string; readonly copy: string };

function placeOf(): Place {
  const base = realpathSync(tempDir());
  return { directory: join(base, 'tree'), copy: join(base, 'copy') };
}

function prepare({ prepare }: Scenario, { directory }: Place): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  prepare(directory);
}

async function know(scenario: Scenario, place: Place): Promise<Known> {
  const { directory } = place;
  prepare(scenario, place);
  const old = snapshot(directory);
  const { calls, error } = await runWithFault({ directory, work: () => scenario.run(directory) });
  expect(error).toBeUndefined();
  return { old, done: snapshot(directory), calls };
}

async function runFaulty(scenario: Scenario, place: Place, fault: Fault): Promise<Outcome> {
  const { directory } = place;
  prepare(scenario, place);
  return runWithFault({ directory, fault, work: () => scenario.run(directory) });
}

/** Each call of a run, and what can go wrong at it; the message of a failed check says which. */
function expectOldOrNew(directory: string, { old, done }: Known, fault: Fault): void {
  const now = visible(snapshot(directory));
  const isOld = JSON.stringify(now) === JSON.stringify(visible(old));
  const isNew = JSON.stringify(now) === JSON.stringify(visible(done));
  if (!isOld && !isNew) expect({ fault, tree: now }).toEqual({ fault, tree: visible(done) });
}

async function expectNextRun(
  scenario: Scenario,
  directory: string,
  known: Known,
  fault: Fault,
): Promise<void> {
  await scenario.run(directory).catch((error: unknown) => {
    throw new Error(`the next run failed after ${JSON.stringify(fault)}`, { cause: error });
  });
  const now = snapshot(directory);
  if (JSON.stringify(now) !== JSON.stringify(known.done))
    expect({ fault, tree: now }).toEqual({ fault, tree: known.done });
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it('is old or new after a kill at any call, and whole after the next run', async () => {
    const place = placeOf();
    const known = await know(scenario, place);
    for (const at of known.calls.keys()) {
      for (const when of ['before', 'during', 'after'] as const) {
        if (when === 'during' && known.calls[at]?.name !== 'writeFileSync') continue;
        const fault: Fault = { kind: 'kill', at, when };
        await runFaulty(scenario, place, fault);
        rmSync(place.copy, { recursive: true, force: true });
        cpSync(place.directory, place.copy, { recursive: true });
        recoverTarget({ root: join(place.copy, scenario.out), isDryRun: false, io: testIo() });
        expectOldOrNew(place.copy, known, fault);
        await expectNextRun(scenario, place.directory, known, fault);
      }
    }
  });

  it.each(['ENOSPC', 'EACCES', 'EIO', 'EROFS'])(
    'is old or new at once when any call fails with %s',
    async (code) => {
      const place = placeOf();
      const known = await know(scenario, place);
      for (const at of known.calls.keys()) {
        const fault: Fault = { kind: 'error', at, code };
        const { error } = await runFaulty(scenario, place, fault);
        if (error !== undefined) expect(error, JSON.stringify(fault)).toBeInstanceOf(KxError);
        expectOldOrNew(place.directory, known, fault);
        await expectNextRun(scenario, place.directory, known, fault);
      }
    },
  );
});
