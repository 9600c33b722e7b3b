import type { Client } from '../client/client.ts';
import type { Emit } from '../log/trace-event.ts';
import type { ServerFacts } from '../serving/ask-serving.ts';
import type { Catalog, Problem } from '../walk/catalog.ts';
import { explainProblems } from '../walk/explain-problems.ts';
import type { Finding } from './finding.ts';

/** A finished walk, and whom to ask what is wrong with it. */
export type DiagnoseOptions = {
  readonly client: Client;
  readonly emit: Emit;
  readonly catalog: Catalog;
  /** Who serves what; undefined where nobody was asked, and then it is asked only where something is missing. */
  readonly facts: ServerFacts | undefined;
  /** Milliseconds that one step may take: that of --request-timeout. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
};

/** What is missing or stale with its real cause, and what else is wrong. */
export type Diagnosis = { readonly problems: readonly Problem[]; readonly findings: readonly Finding[] };

/** Finds out why a part of the catalog is missing or stale. */
export async function diagnose({ catalog, facts }: DiagnoseOptions): Promise<Diagnosis> {
  return { problems: explainProblems(catalog, facts?.serving ?? new Map()), findings: [] };
}
