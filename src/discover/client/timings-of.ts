import type { Timings } from './exchange.ts';
import type { DialTimes } from './link.ts';

/** When the parts of a try were over, as `performance.now` counts; undefined where they did not happen. */
export type Marks = {
  readonly start: number;
  lookedUp?: number;
  /** The last TCP connection of this try stands, or failed. */
  dialled?: number;
  isDialFailed?: boolean;
  /** A connection was there to send the request. */
  connected?: number;
  /** What that connection took, where it was made for this try. */
  link?: DialTimes;
};

/** @returns what the parts of a try took until now, when the head of its answer came or it failed */
export function timingsOf(marks: Marks, now: number, isAnswered: boolean): Timings {
  const { start, connected, link } = marks;
  const total = now - start;
  if (connected === undefined)
    return { total, reused: false, ...dialTimes(marks, now), connection: 0, server: 0 };
  return {
    total,
    reused: link === undefined,
    ...(link ?? { lookup: 0, dial: 0, handshake: 0 }),
    connection: connected - start,
    server: isAnswered ? now - connected : 0,
  };
}

/** Of a connection that did not come to stand: the part that failed took until now. */
function dialTimes({ start, lookedUp, dialled, isDialFailed }: Marks, now: number): DialTimes {
  const from = lookedUp ?? start;
  return {
    lookup: from - start,
    dial: dialled === undefined ? 0 : dialled - from,
    handshake: dialled === undefined || isDialFailed === true ? 0 : now - dialled,
  };
}
