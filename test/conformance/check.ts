import type { Means } from './means.ts';
import type { Trial } from './trial.ts';

/** How a server is reached: over its own port, or through the aggregator of a kube-apiserver. */
export type Mode = 'direct' | 'aggregated';

type Needs = readonly (keyof Means)[];

/** One row of the table of checks. */
export type Check = {
  /** Its number, which is its name for good. */
  readonly id: number;
  readonly title: string;
  /** 0: without it a stock client fails. 1: what k8s.io/apiserver does. 2: what few servers do. */
  readonly priority: 0 | 1 | 2;
  /** Both unless it says so. */
  readonly modes?: readonly Mode[];
  /** What it uses beside requests; where a subject has not got it, the check is not run. */
  readonly needs?: Needs | Readonly<Record<Mode, Needs>>;
  /** Disturbs others, so that it runs alone, after them. */
  readonly disturbs?: true;
  /** Asks and looks. @throws Mismatch where the server answers otherwise than it must */
  readonly run: (trial: Trial) => Promise<void>;
};

/** A number of the table that is no check of a running server. */
export type Untried = Pick<Check, 'id' | 'title' | 'priority'> & {
  /** Why it is none. */
  readonly reason: string;
};

/** What can come of a check. */
export type Outcome = 'passed' | 'failed' | 'not run';

/** What came of a check. */
export type Result = {
  readonly check: Check;
  readonly mode: Mode;
  readonly outcome: Outcome;
  /** What was asked, what had to come and what came, or what was missing; empty where it passed. */
  readonly reason: string;
};
