import type { Result } from '../check.ts';
import { expectedOutcome } from './expected-outcome.ts';
import type { ServerKind } from './server-kind.ts';

/** @returns a sentence for each result that is not what the table of checks says of the server */
export function unexpectedResults(results: readonly Result[], kind: ServerKind): readonly string[] {
  return results
    .filter(({ check, mode, outcome }) => expectedOutcome(check, kind, mode).outcome !== outcome)
    .map(({ check, mode, outcome, reason }) => {
      const { outcome: expected } = expectedOutcome(check, kind, mode);
      return `${check.id} ${check.title}: ${outcome}, not ${expected}${reason === '' ? '' : `: ${reason}`}`;
    });
}
