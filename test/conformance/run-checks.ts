import { randomBytes } from 'node:crypto';
import type { Check, Mode, Result } from './check.ts';
import { declaredStreams } from './declared-streams.ts';
import type { Endpoint } from './exchange.ts';
import { type Instance, MEANS_NAMES, type Means } from './means.ts';
import { whyNotRun } from './not-run.ts';
import { type Trial, trialOf } from './trial.ts';

/** A server that checks are run against. */
export type Subject = {
  readonly endpoint: Endpoint;
  readonly mode: Mode;
  /** Makes a namespace where the server asks for one. */
  readonly makeNamespace: (name: string) => Promise<void>;
  /** What else is at hand; `launch` gives an instance whose end is the check's. */
  readonly means?: Partial<Means>;
};

/** Checks wait more than they work; more at once than this only wait for the machine. */
const AT_ONCE = 4;

/** @returns the result of each check in the order of the numbers, each made in a namespace of its own */
export async function runChecks(checks: readonly Check[], asked: Subject): Promise<readonly Result[]> {
  const subject = { ...asked, means: { ...asked.means, ...(await declaredStreams(asked.endpoint)) } };
  const results = new Map<Check, Result>();
  const waiting = checks.filter(({ disturbs }) => disturbs !== true);
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      results.set(check, await resultOf(check, subject));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const check of checks.filter(({ disturbs }) => disturbs === true)) {
    results.set(check, await resultOf(check, subject));
  }
  return [...results.values()].sort((a, b) => a.check.id - b.check.id);
}

async function resultOf(check: Check, subject: Subject): Promise<Result> {
  const { mode, means = {} } = subject;
  const missing = whyNotRun(check, mode, meansOf(means));
  if (missing !== undefined) return { check, mode, outcome: 'not run', reason: missing };
  const reason = await runCheck(check, subject);
  return { check, mode, outcome: reason === '' ? 'passed' : 'failed', reason };
}

/** @returns the names of what is there */
function meansOf(means: Partial<Means>): readonly (keyof Means)[] {
  return MEANS_NAMES.filter((name) => means[name] !== undefined);
}

async function runCheck(check: Check, { endpoint, mode, makeNamespace, means = {} }: Subject) {
  const namespace = `check-${check.id}-${randomBytes(3).toString('hex')}`;
  const started: Instance[] = [];
  const trial: Trial = trialOf({ endpoint, mode, namespace, means: endingWith(started, means) });
  try {
    await makeNamespace(namespace);
    await check.run(trial);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    for (const { signal } of started) signal('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
  }
}

/** The same means, with each instance noted that is started. */
function endingWith(started: Instance[], means: Partial<Means>): Partial<Means> {
  const { launch } = means;
  if (launch === undefined) return means;
  return {
    ...means,
    launch: async (options) => {
      const instance = await launch(options);
      started.push(instance);
      return instance;
    },
  };
}
