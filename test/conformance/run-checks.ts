import { randomBytes } from 'node:crypto';
import type { Check, Mode, Result } from './check.ts';
import type { Endpoint } from './exchange.ts';
import { trialOf } from './trial.ts';

/** A server that checks are run against. */
export type Subject = {
  readonly endpoint: Endpoint;
  readonly mode: Mode;
  /** Makes a namespace where the server asks for one. */
  readonly makeNamespace: (name: string) => Promise<void>;
};

/** @returns the result of each check that can be made in the subject's mode, each in a namespace of its own */
export async function runChecks(checks: readonly Check[], subject: Subject): Promise<readonly Result[]> {
  const { mode } = subject;
  const results: Result[] = [];
  for (const check of checks.filter(({ modes }) => modes === undefined || modes.includes(mode))) {
    const reason = await runCheck(check, subject);
    results.push({ check, mode, outcome: reason === '' ? 'passed' : 'failed', reason });
  }
  return results;
}

async function runCheck(check: Check, { endpoint, mode, makeNamespace }: Subject): Promise<string> {
  const namespace = `check-${check.id}-${randomBytes(3).toString('hex')}`;
  try {
    await makeNamespace(namespace);
    await check.run(trialOf({ endpoint, mode, namespace }));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
