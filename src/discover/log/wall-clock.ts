import { performance } from 'node:perf_hooks';
import type { Io } from '../../io.ts';
import type { Clock } from './trace-event.ts';

/** @returns the wall clock with the fractions of a millisecond that a Date does not have */
export function wallClock(io: Pick<Io, 'now'>): Clock {
  const offset = io.now().getTime() - performance.now();
  return () => offset + performance.now();
}
