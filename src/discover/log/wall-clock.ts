import process from 'node:process';
import type { Io } from '../../io.ts';
import type { Clock } from './trace-event.ts';

/** @returns the wall clock with the fractions of a millisecond that a Date does not have */
export function wallClock(io: Pick<Io, 'now'>): Clock {
  const elapsed = () => Number(process.hrtime.bigint()) / 1e6;
  const offset = io.now().getTime() - elapsed();
  return () => offset + elapsed();
}
