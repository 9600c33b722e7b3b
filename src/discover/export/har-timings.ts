import type { RecordedExchange } from '../client/recorded-exchange.ts';

/** Milliseconds, -1 for what did not happen; `ssl` is part of `connect` (HAR 1.2, section timings). */
export type HarTimings = {
  readonly blocked: number;
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
};

/** @returns the parts of an exchange; sending takes no time that could be told from waiting */
export function harTimings({ timings, connection }: RecordedExchange): HarTimings {
  const { reused, lookup, dial, handshake, connection: whole, server, receive } = timings;
  const isNew = !reused && connection !== undefined;
  const blocked = isNew ? Math.max(0, whole - lookup - dial - handshake) : whole;
  return {
    blocked: rounded(blocked),
    dns: isNew && lookup > 0 ? rounded(lookup) : -1,
    connect: isNew ? rounded(dial + handshake) : -1,
    ssl: isNew && connection.tls !== undefined ? rounded(handshake) : -1,
    send: 0,
    wait: rounded(server),
    receive: rounded(receive),
  };
}

/** @returns what an entry took: the sum of its parts, `ssl` not counted twice */
export function harTime({ ssl: _, ...parts }: HarTimings): number {
  return rounded(Object.values(parts).reduce((sum, part) => sum + Math.max(0, part), 0));
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
