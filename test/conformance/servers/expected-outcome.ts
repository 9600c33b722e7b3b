import type { Check, Mode, Outcome } from '../check.ts';
import type { Means } from '../means.ts';
import { whyNotRun } from '../not-run.ts';
import type { ServerKind } from './server-kind.ts';

/** What checks have at hand where the tests of this repository run them. */
const TESTED_MEANS: Readonly<Record<Mode, readonly (keyof Means)[]>> = {
  direct: ['launch', 'frontProxy', 'nextRelease', 'project'],
  aggregated: ['kubectls', 'backend', 'controllers', 'upgrade', 'startWebhook'],
};

/** @returns what comes of a check of a server that kx scaffolds, and why; tests see to it that it is so */
export function expectedOutcome(
  check: Pick<Check, 'id' | 'modes' | 'needs'>,
  { fails, streams, sharesStore, otherStores }: ServerKind,
  mode: Mode,
): { readonly outcome: Outcome; readonly reason: string } {
  const ofStores = [
    ...(sharesStore === undefined ? [] : ['sharedStore' as const]),
    ...(otherStores === undefined ? [] : ['otherStores' as const]),
  ];
  const notRun = whyNotRun(check, mode, [...TESTED_MEANS[mode], ...streams, ...ofStores]);
  if (notRun !== undefined) return { outcome: 'not run', reason: notRun };
  const reason = fails[mode].get(check.id);
  return reason === undefined ? { outcome: 'passed', reason: '' } : { outcome: 'failed', reason };
}
