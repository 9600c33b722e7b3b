import type { Io } from '../../io.ts';
import type { Emit } from './trace-event.ts';
import { type TraceStyle, traceLines } from './trace-line.ts';

/** @returns a writer of log lines to stderr, as kubectl writes them at that level */
export function traceLog(io: Io, style: Omit<TraceStyle, 'pid'>): Emit {
  return (event) => {
    const lines = traceLines(event, { ...style, pid: io.pid });
    if (lines !== '') io.stderr.write(lines);
  };
}
