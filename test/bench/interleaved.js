import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ name: string, command: readonly string[], env?: Readonly<Record<string, string>>, input?: string }} Subject */

const WARM_UP = 2;

/**
 * Runs commands in turns, so that what else the machine does meets all of them: a, b, c, a, b, c, … Each run has a
 * new directory of its own.
 *
 * @param {readonly Subject[]} subjects
 * @param {number} runs
 * @returns {Map<string, readonly number[]>} milliseconds of each run, sorted, by name
 */
export function timeInterleaved(subjects, runs) {
  /** @type {Map<string, number[]>} */
  const times = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < runs; round++) {
    for (const subject of subjects) {
      const milliseconds = time(subject);
      if (round >= 0) times.get(subject.name)?.push(milliseconds);
    }
  }
  return new Map([...times].map(([name, values]) => [name, values.toSorted((a, b) => a - b)]));
}

/** @param {readonly number[]} sorted @returns {number} */
export function median(sorted) {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {Subject} subject */
function time({ name, command: [program = '', ...args], env, input = '' }) {
  const cwd = mkdtempSync(join(tmpdir(), 'kx-bench-'));
  try {
    const started = process.hrtime.bigint();
    const { status, error, stderr } = spawnSync(program, args, {
      cwd,
      input,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    return milliseconds;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
