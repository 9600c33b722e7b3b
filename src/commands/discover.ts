import process from 'node:process';
import { type Asking, askServer, type Found } from '../discover/ask-server.ts';
import { createClient } from '../discover/client/client.ts';
import { recordExchanges } from '../discover/client/record-exchanges.ts';
import { tellWarnings } from '../discover/client/tell-warnings.ts';
import { checkExports, type Exporting, writeExports } from '../discover/export/write-exports.ts';
import { findTarget } from '../discover/kubeconfig/find-target.ts';
import { traceLog } from '../discover/log/trace-log.ts';
import { wallClock } from '../discover/log/wall-clock.ts';
import { reportFound } from '../discover/report/report-found.ts';
import { streamNames } from '../discover/report/stream-names.ts';
import { styleOf } from '../discover/style-of.ts';
import { walkProgress } from '../discover/walk-progress.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { colourOf } from '../options/colour-flag.ts';
import { type DiscoverAnswers, discoverAnswers } from '../options/discover/answers.ts';
import { isStdoutTaken } from '../options/discover/export-files.ts';
import type { RawOptions } from '../options/option.ts';
import { printDocument } from '../ui/print-document.ts';
import { besideProgress, withProgress } from '../ui/progress.ts';
import { VERSION } from '../version.ts';
import type { CommandInput } from './command.ts';

type Input = Pick<CommandInput, 'options' | 'io'> & Partial<Pick<CommandInput, 'args'>>;

/**
 * kx discover: command line -> kubeconfig -> target -> what the server says -> files of the requests -> report.
 *
 * @returns 0 when everything answered, 1 when a part is missing, stale or broken
 * @throws UsageError for a wrong command line; FailedError for a name that stands for nothing or a file that cannot be
 *   written; ClusterError where the server could not be asked
 */
export async function runDiscover({ args = [], options, io }: Input): Promise<number> {
  const answers = answersOf(options, args);
  checkExports(answers.exports, io.cwd);
  const clock = wallClock(io);
  const emit = traceLog(io, answers);
  const target = await findTarget({ cluster: answers.cluster, io, emit, clock });
  const timeout = answers.cluster.requestTimeout;
  const userAgent = `kx/${VERSION} (${process.platform}/${process.arch})`;
  const direct = createClient({ target, timeout, userAgent, signal: io.signal, clock, env: io.env });
  const telling = tellWarnings(direct, (line) => io.stderr.write(line));
  const { client, exchanges } = recordExchanges(telling);
  const exporting = { files: answers.exports, cwd: io.cwd, exchanges, target, env: io.env };
  // A log says by itself how far it is.
  const quiet = answers.quiet || answers.level > 0;
  const names = streamNames(answers, { write: besideProgress(io, quiet) });
  const asking = { client, target, answers, io, emit, clock, ...names };
  const found = await ask({ ...asking, quiet }, exporting, io);
  const style = await styleOf({ flag: colourOf(options), io });
  const report = reportFound({ found, answers, exchanges, namespace: target.namespace, style });
  const result = names.rest(report.stdout);
  if (typeof result !== 'string')
    await printDocument(result, answers.format === 'yaml' ? 'yaml' : 'json', io);
  else if (!isStdoutTaken(answers.exports)) io.stdout.write(result);
  io.stderr.write(report.stderr);
  return report.exitCode;
}

function answersOf(options: RawOptions, args: readonly string[]): DiscoverAnswers {
  const checked = discoverAnswers(options, args);
  if (!checked.ok) throw new UsageError('kx discover cannot run with these flags', checked);
  return checked.value;
}

/** The requests are written also where they led to nothing: then they are needed most. */
async function ask(
  asking: Asking & { readonly quiet: boolean },
  exporting: Exporting,
  io: Io,
): Promise<Found> {
  const { target, client, quiet } = asking;
  const progress = walkProgress(target.server, asking);
  const work = askServer({ ...asking, ...progress });
  try {
    return await withProgress({ io, label: progress.label, quiet }, work);
  } finally {
    client.close();
    io.stdout.write(writeExports(exporting) ?? '');
  }
}
