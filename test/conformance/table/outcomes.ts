import type { Check, Mode, Outcome, Untried } from '../check.ts';
import { expectedOutcome } from '../servers/expected-outcome.ts';
import type { ServerKind } from '../servers/server-kind.ts';

/** A server reached in one way: a column of the table. */
export type Column = { readonly server: ServerKind; readonly mode: Mode };

/** What comes of a check in a column. */
export type Cell = { readonly outcome: Outcome; readonly reason: string };

/** A row of the table. */
export type Row = Pick<Check, 'id' | 'title' | 'priority' | 'modes' | 'needs'> | Untried;

const MODES: readonly Mode[] = ['direct', 'aggregated'];

/** @returns the columns of these servers */
export function columnsOf(servers: readonly ServerKind[]): readonly Column[] {
  return servers.flatMap((server) => MODES.map((mode) => ({ server, mode })));
}

/** @returns the cell of a row in a column */
export function cellOf(row: Row, { server, mode }: Column): Cell {
  if ('reason' in row) return { outcome: 'not run', reason: row.reason };
  return expectedOutcome(row, server, mode);
}

/** @returns how many rows of a column came out so */
export function countOf(rows: readonly Row[], column: Column, outcome: Outcome): number {
  return rows.filter((row) => cellOf(row, column).outcome === outcome).length;
}

/** @returns how many rows a server passes: wherever it runs them, and in one of the ways to reach it at least */
export function countPassed(rows: readonly Row[], server: ServerKind): number {
  return rows.filter((row) => {
    const outcomes = MODES.map((mode) => cellOf(row, { server, mode }).outcome);
    return outcomes.includes('passed') && !outcomes.includes('failed');
  }).length;
}
