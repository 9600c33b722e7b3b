import type { Io } from '../io.ts';
import type { DiscoverAnswers } from '../options/discover/answers.ts';
import { blameCertificate } from './client/blame-certificate.ts';
import type { Client } from './client/client.ts';
import { diagnose } from './diagnose/diagnose.ts';
import type { Finding } from './diagnose/finding.ts';
import type { Target } from './kubeconfig/target.ts';
import { logFailures } from './log/log-failures.ts';
import type { Clock, Emit } from './log/trace-event.ts';
import { chosenPart } from './report/chosen-part.ts';
import { problemsOfPart } from './report/problems-of-part.ts';
import { askServing } from './serving/ask-serving.ts';
import type { ServingMap } from './serving/serving.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { Catalog } from './walk/catalog.ts';
import { goDuration } from './walk/go-duration.ts';
import { type WalkOptions, walk } from './walk/walk.ts';

/** A server, and what is wanted of it. */
export type Asking = Pick<WalkOptions, 'onGroups' | 'onVersion'> & {
  readonly client: Client;
  readonly target: Target;
  readonly answers: DiscoverAnswers;
  readonly io: Pick<Io, 'signal' | 'now'>;
  readonly emit: Emit;
  readonly clock: Clock;
};

/** Everything that was learnt. */
export type Found = Catalog & {
  readonly server: string;
  readonly subject: Subject;
  /** Empty where nobody was asked who serves what. */
  readonly serving: ServingMap;
  readonly findings: readonly Finding[];
  /** From the first request to the last answer. */
  readonly milliseconds: number;
};

/**
 * Asks a server: what kubectl asks, in its order; who serves what, where the result says so; and, where something is
 * missing or stale, what is wrong with it.
 *
 * @throws ClusterError where the server could not be asked; CancelledError on Ctrl-C
 */
export async function askServer(asking: Asking): Promise<Found> {
  const { client, target, answers, io, emit, clock } = asking;
  const start = clock();
  const timeout = answers.cluster.requestTimeout;
  const catalog = await walk({
    ...asking,
    ...target,
    client: blameCertificate(logFailures(client, { ...target, clock }), target, clock),
    query: `?timeout=${goDuration(timeout)}`,
  });
  const subject = subjectOf(answers, catalog.groups);
  const withDefinitions = areVersionsShown(subject, answers);
  const facts = isServingShown(subject, answers)
    ? await askServing({ client, groups: catalog.groups, emit, withDefinitions })
    : undefined;
  const problems = problemsOfPart(catalog.problems, chosenPart(subject, answers));
  const told = { ...catalog, problems };
  const diagnosis = isDiagnosed(subject, answers)
    ? await diagnose({
        client,
        emit,
        catalog: told,
        facts,
        ...target,
        timeout,
        signal: io.signal,
        now: io.now,
      })
    : { problems: told.problems, findings: [] };
  return {
    ...catalog,
    groups: facts?.groups ?? catalog.groups,
    ...diagnosis,
    server: target.server,
    subject,
    serving: facts?.serving ?? new Map(),
    milliseconds: clock() - start,
  };
}

/** kubectl api-resources prints a table and names, and nothing of who serves what. */
function isServingShown({ is }: Subject, { format }: DiscoverAnswers): boolean {
  return is === 'name' ? format !== 'name' : format !== 'table' && format !== 'name';
}

/** CRDs with their schemas are megabytes; they are asked for where their storage versions are told. */
function areVersionsShown({ is }: Subject, { format }: DiscoverAnswers): boolean {
  return is !== 'name' && (format === 'tree' || format === 'json' || format === 'yaml');
}

/** Who wants nothing but the rows waits for nothing else. */
function isDiagnosed({ is }: Subject, { format, quiet }: DiscoverAnswers): boolean {
  return !quiet || (is === 'name' ? format !== 'name' : format !== 'table' && format !== 'name');
}
