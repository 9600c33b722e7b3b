import { parseArgs } from 'node:util';
import { CHECKS } from './all-checks.ts';
import type { Result } from './check.ts';
import { runChecks } from './run-checks.ts';
import { HELP, RUN_OPTIONS, subjectOf } from './servers/own-subject.ts';

/** Runs the checks against a server that somebody names; exits with 1 where one failed, with 2 for a wrong flag. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: RUN_OPTIONS });
  if (values.help || values.server === undefined) {
    process.stdout.write(HELP);
    if (!values.help) process.exitCode = 2;
    return;
  }
  const wanted = new Set((values.check ?? []).map(Number));
  const checks = CHECKS.filter(({ id }) => wanted.size === 0 || wanted.has(id));
  const results = await runChecks(checks, subjectOf({ ...values, server: values.server }));
  process.stdout.write(values.output === 'json' ? documentOf(results) : tableOf(results));
  if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
};

const documentOf = (results: readonly Result[]): string => {
  const rows = results.map(({ check: { id, priority, title }, ...rest }) => ({
    id,
    priority,
    title,
    ...rest,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
};

const SIGNS = { passed: 'ok', failed: 'FAILED', 'not run': '-' } as const;

const tableOf = (results: readonly Result[]): string => {
  const rows = results.map(
    ({ check: { id, priority, title }, outcome, reason }) =>
      `${SIGNS[outcome].padEnd(6)} ${String(id).padStart(3)} P${priority} ${title}${reason === '' ? '' : `\n             ${reason}`}`,
  );
  const counts = (['passed', 'failed', 'not run'] as const).map(
    (wanted) => `${results.filter(({ outcome }) => outcome === wanted).length} ${wanted}`,
  );
  return `${[...rows, counts.join(', ')].join('\n')}\n`;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
