import type { Check, Mode, Outcome } from '../check.ts';
import { expectedOutcome } from '../servers/expected-outcome.ts';
import type { ServerKind } from '../servers/server-kind.ts';

/** A server reached in one way: a column of the table. */
export type Column = { readonly server: ServerKind; readonly mode: Mode };

/** What comes of a check in a column. */
export type Cell = { readonly outcome: Outcome; readonly reason: string };

const MODES: readonly Mode[] = ['direct', 'aggregated'];

/** @returns the columns of these servers */
export function columnsOf(servers: readonly ServerKind[]): readonly Column[] {
  return servers.flatMap((server) => MODES.map((mode) => ({ server, mode })));
}

/** @returns the cell of a check in a column */
export function cellOf(check: Pick<Check, 'id' | 'modes' | 'needs'>, { server, mode }: Column): Cell {
  return expectedOutcome(check, server, mode);
}

/** @returns how many checks of a column came out so */
export function countOf(
  checks: readonly Pick<Check, 'id' | 'modes' | 'needs'>[],
  column: Column,
  outcome: Outcome,
): number {
  return checks.filter((check) => cellOf(check, column).outcome === outcome).length;
}
