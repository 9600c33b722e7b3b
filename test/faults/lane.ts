import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { KxError } from '../../src/errors.ts';
import { recoverTarget } from '../../src/write/recover-target.ts';
import { testIo } from '../support/test-io.ts';
import { fastDir } from './fast-dir.ts';
import { type Disk, type Fault, type Outcome, type Run, runWithFault } from './run-with-fault.ts';
import { type Scenario, SECRET } from './scenarios.ts';
import { type Snapshot, snapshot, visible } from './snapshot.ts';
import type { Call } from './wrap-file-system.js';

/** Where the runs of a test take place, one after the other. */
type Place = { readonly directory: string; readonly copy: string };

/** A scenario, and all that a run of it without faults shows. */
export type Lane = {
  readonly scenario: Scenario;
  readonly place: Place;
  readonly old: Snapshot;
  readonly done: Snapshot;
  readonly calls: readonly Call[];
};

/** @returns a scenario that was run once, undisturbed */
export async function laneOf(scenario: Scenario): Promise<Lane> {
  const base = fastDir();
  const place = { directory: join(base, 'tree'), copy: join(base, 'copy') };
  prepare(scenario, place);
  const old = snapshot(place.directory);
  const { calls, error } = await run({ scenario, place });
  expect(error).toBeUndefined();
  return { scenario, place, old, done: read(scenario, place.directory), calls };
}

/** What is the matter with the disk during a run, and who looks on. */
type Disturbance = Pick<Run, 'fault' | 'disk' | 'watch'>;

/** Makes the old tree, and runs the scenario in it. */
export function runFaulty(
  lane: Pick<Lane, 'scenario' | 'place'>,
  disturbance: Disturbance,
): Promise<Outcome> {
  prepare(lane.scenario, lane.place);
  return run(lane, disturbance);
}

/** Runs the scenario in the tree as it is. */
function run(
  { scenario, place }: Pick<Lane, 'scenario' | 'place'>,
  more: Disturbance = {},
): Promise<Outcome> {
  const { directory } = place;
  return runWithFault({ ...more, directory, work: () => scenario.run(directory) });
}

/** Takes back, in a copy of the tree, what an interrupted run did. */
export function recoverCopy(lane: Lane, fault?: Fault): Promise<Outcome> {
  const { directory, copy } = lane.place;
  rmSync(copy, { recursive: true, force: true });
  cpSync(directory, copy, { recursive: true });
  return recoverCopyAgain(lane, fault);
}

/** Does so in the copy as it is. */
export function recoverCopyAgain({ scenario, place }: Lane, fault?: Fault): Promise<Outcome> {
  const directory = place.copy;
  const root = join(directory, scenario.out);
  const work = async () => recoverTarget({ root, isDryRun: false, io: testIo() });
  return runWithFault(fault === undefined ? { directory, work } : { directory, fault, work });
}

/**
 * Whether what is to be seen of a tree is as it was or as it is to be; anything else fails the test. No key in it is for
 * others to read.
 */
function stateOf({ scenario, old, done }: Lane, directory: string, what: unknown): 'old' | 'new' {
  const all = read(scenario, directory);
  expectKeysHidden(all, what);
  const now = visible(all);
  if (isEqual(now, visible(old))) return 'old';
  if (!isEqual(now, visible(done))) expect({ what, tree: now }).toEqual({ what, tree: visible(done) });
  return 'new';
}

/** The same of a copy that was recovered: nothing is left of the run that was interrupted, where the target was there. */
export function stateOfRecovered(lane: Lane, what: unknown): 'old' | 'new' {
  const { scenario, place, old, done } = lane;
  const state = stateOf(lane, place.copy, what);
  const tree = read(scenario, place.copy);
  if (scenario.out in old) expect({ what, tree }).toEqual({ what, tree: state === 'old' ? old : done });
  return state;
}

/** A run that failed said so in a sentence of its own, and left the tree as it was; one that did not is done. */
export function expectToldTruth(lane: Lane, { error }: Outcome, what: unknown): void {
  if (error !== undefined && !(error instanceof KxError)) {
    throw new Error(`a defect at ${JSON.stringify(what)}`, { cause: error });
  }
  const state = stateOf(lane, lane.place.directory, what);
  expect({ what, state }).toEqual({ what, state: error === undefined ? 'new' : 'old' });
  if (error === undefined) return;
  const tree = read(lane.scenario, lane.place.directory);
  expect({ what, tree }).toEqual({ what, tree: lane.old });
}

/** The next run succeeds, and leaves the new tree and nothing else. */
export async function expectNextRun(lane: Lane, what: unknown, disk?: Disk): Promise<void> {
  const { error } = await run(lane, disk === undefined ? {} : { disk });
  if (error !== undefined) throw new Error(`the run after ${JSON.stringify(what)} failed`, { cause: error });
  const now = read(lane.scenario, lane.place.directory);
  if (!isEqual(now, lane.done)) expect({ what, tree: now }).toEqual({ what, tree: lane.done });
}

function expectKeysHidden(all: Snapshot, what: unknown): void {
  const shown = Object.entries(all).filter(
    ([, entry]) => entry.includes(SECRET) && !entry.startsWith('600 '),
  );
  if (shown.length > 0) expect({ what, shown }).toEqual({ what, shown: [] });
}

function prepare(scenario: Scenario, { directory }: Place): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  scenario.prepare(directory);
}

/** Some runs make something new each time: keys. What is alike in all such trees is compared. */
function read({ normalize }: Scenario, directory: string): Snapshot {
  const all = snapshot(directory);
  return normalize === undefined ? all : normalize(all);
}

function isEqual(a: Snapshot, b: Snapshot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
