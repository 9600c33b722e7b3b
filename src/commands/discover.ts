import process from 'node:process';
import { createClient } from '../discover/client/client.ts';
import { recordExchanges } from '../discover/client/record-exchanges.ts';
import { diagnose } from '../discover/diagnose/diagnose.ts';
import { kubeconfigPlaces, readKubeconfig } from '../discover/kubeconfig/read-kubeconfig.ts';
import { resolveTarget } from '../discover/kubeconfig/resolve-target.ts';
import { selectContext } from '../discover/kubeconfig/select-context.ts';
import type { Target } from '../discover/kubeconfig/target.ts';
import type { Clock, Emit } from '../discover/log/trace-event.ts';
import { traceLog } from '../discover/log/trace-log.ts';
import { wallClock } from '../discover/log/wall-clock.ts';
import { type DiscoverResult, reportDocument } from '../discover/report/report-document.ts';
import { reportProblems, reportSummary } from '../discover/report/report-summary.ts';
import { reportName, reportTable, reportWide } from '../discover/report/report-table.ts';
import { reportTree } from '../discover/report/report-tree.ts';
import { requestRecords } from '../discover/report/request-records.ts';
import { askServing } from '../discover/serving/ask-serving.ts';
import type { ServingMap } from '../discover/serving/serving.ts';
import { filterGroups } from '../discover/walk/filter-groups.ts';
import { goDuration } from '../discover/walk/go-duration.ts';
import { preferredRows } from '../discover/walk/preferred-rows.ts';
import { problemsOfGroup } from '../discover/walk/problems-of-group.ts';
import { walk } from '../discover/walk/walk.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type DiscoverAnswers, discoverAnswers } from '../options/discover/answers.ts';
import { printDocument } from '../ui/print-document.ts';
import { withProgress } from '../ui/progress.ts';
import { VERSION } from '../version.ts';
import type { CommandInput } from './command.ts';

/**
 * kx discover: flags -> kubeconfig -> target -> walk -> catalog -> report.
 *
 * @returns 0 when everything answered, 1 when a part is missing or stale
 * @throws UsageError for wrong flags; ClusterError where the server could not be asked
 */
export async function runDiscover({ options, io }: Pick<CommandInput, 'options' | 'io'>): Promise<number> {
  const checked = discoverAnswers(options);
  if (!checked.ok) throw new UsageError('kx discover cannot run with these flags', checked);
  const answers = checked.value;
  const clock = wallClock(io);
  const emit = traceLog(io, answers);
  const target = await findTarget({ answers, io, emit, clock });
  // A log says by itself how far it is.
  const quiet = answers.quiet || answers.level > 0;
  const asking = ask({ target, answers, io, emit, clock });
  const found = await withProgress({ io, label: `asking ${target.server}`, quiet }, asking);
  await print(found, answers, io);
  return found.problems.length === 0 ? 0 : 1;
}

type Running = {
  readonly answers: DiscoverAnswers;
  readonly io: Io;
  readonly emit: Emit;
  readonly clock: Clock;
};

async function findTarget({ answers, io, emit, clock }: Running): Promise<Target> {
  const places = kubeconfigPlaces(answers.cluster.kubeconfig, io);
  const kubeconfig = await readKubeconfig(places, (file) => emit({ at: clock(), kind: 'config', file }));
  return resolveTarget(selectContext(kubeconfig, places, answers.cluster), io.cwd);
}

type Found = DiscoverResult & { readonly milliseconds: number };

async function ask({
  target,
  answers,
  io,
  emit,
  clock,
}: Running & { readonly target: Target }): Promise<Found> {
  const timeout = answers.cluster.requestTimeout;
  const userAgent = `kx/${VERSION} (${process.platform}/${process.arch})`;
  const direct = createClient({ target, timeout, userAgent, signal: io.signal, clock, env: io.env });
  const { client, exchanges } = recordExchanges(direct);
  const start = clock();
  emit({ at: start, kind: 'gates' });
  try {
    const query = `?timeout=${goDuration(timeout)}`;
    const catalog = await walk({ client, emit, answers, query, ...target });
    const facts = isServingShown(answers)
      ? await askServing({ client, groups: catalog.groups, emit })
      : undefined;
    const serving = facts?.serving ?? NOBODY;
    const { signal, now } = io;
    const { problems } = await diagnose({ client, emit, catalog, facts, timeout, signal, now });
    const milliseconds = clock() - start;
    return {
      ...catalog,
      groups: facts?.groups ?? catalog.groups,
      problems: problemsOfGroup(problems, answers.rows),
      server: target.server,
      serving,
      requests: requestRecords(exchanges),
      milliseconds,
    };
  } finally {
    client.close();
  }
}

const NOBODY: ServingMap = new Map();

/** A table without its summary does not say who serves what, so nobody is asked. */
function isServingShown({ quiet, format }: DiscoverAnswers): boolean {
  return !quiet || (format !== 'table' && format !== 'name');
}

async function print(found: Found, answers: DiscoverAnswers, io: Io): Promise<void> {
  const { format, rows: choice, quiet } = answers;
  if (format === 'json' || format === 'yaml') {
    await printDocument(reportDocument({ ...found, groups: filterGroups(found.groups, choice) }), format, io);
  } else {
    io.stdout.write(reportText(found, format, answers));
    if (!quiet) io.stderr.write(reportSummary({ ...found, requests: found.requests.length }));
  }
  io.stderr.write(reportProblems(found.problems));
}

type TextFormat = Exclude<DiscoverAnswers['format'], 'json' | 'yaml'>;

function reportText({ groups, serving }: Found, format: TextFormat, answers: DiscoverAnswers): string {
  if (format === 'tree') return reportTree(filterGroups(groups, answers.rows), serving);
  const rows = preferredRows(groups, answers.rows);
  if (format === 'name') return reportName(rows);
  return format === 'wide' ? reportWide(rows, serving, answers) : reportTable(rows, answers);
}
