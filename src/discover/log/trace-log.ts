import { performance } from 'node:perf_hooks';
import type { Io } from '../../io.ts';
import type { Clock, Emit } from './trace-event.ts';
import { type TraceStyle, traceLines } from './trace-line.ts';

/** @returns a writer of log lines to stderr, as kubectl writes them at that level */
export function traceLog(io: Io, style: Omit<TraceStyle, 'pid'>): Emit {
  return (event) => {
    const lines = traceLines(event, { ...style, pid: io.pid });
    if (lines !== '') io.stderr.write(lines);
  };
}

/** @returns the wall clock with the fractions of a millisecond that a Date does not have */
export function wallClock(io: Pick<Io, 'now'>): Clock {
  const offset = io.now().getTime() - performance.now();
  return () => offset + performance.now();
}
