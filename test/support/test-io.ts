import { Readable } from 'node:stream';
import type { Io } from '../../src/io.ts';

/** An Io that remembers what was printed. */
export type TestIo = Io & { readonly printed: () => { readonly stdout: string; readonly stderr: string } };

/** @returns an Io without a terminal, with an empty environment and a clock that stands still */
export function testIo(overrides: Partial<Io> = {}): TestIo {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    stdin: Readable.from([]),
    stdout: { write: (text) => void stdout.push(text) },
    stderr: { write: (text) => void stderr.push(text) },
    env: {},
    cwd: '/nowhere',
    pid: 4711,
    now: () => new Date('2026-11-22T12:00:00Z'),
    signal: new AbortController().signal,
    ...overrides,
    printed: () => ({ stdout: stdout.join(''), stderr: stderr.join('') }),
  };
}
