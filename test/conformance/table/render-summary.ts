import type { Mode } from '../check.ts';
import type { ServerKind } from '../servers/server-kind.ts';
import { countOf, countPassed, type Row } from './outcomes.ts';

/** @returns a table in Markdown: a row for each server, how many checks it passes, and what comes of them in each mode */
export function renderSummary(checks: readonly Row[], servers: readonly ServerKind[]): string {
  const cell = (server: ServerKind, mode: Mode) => {
    const [passed, failed, notRun] = (['passed', 'failed', 'not run'] as const).map((outcome) =>
      countOf(checks, { server, mode }, outcome),
    );
    return `${passed} passed, ${failed} failed, ${notRun} not run`;
  };
  const rows = servers.map(
    (server) =>
      `| ${server.title} | ${countPassed(checks, server)} | ${cell(server, 'direct')} | ${cell(server, 'aggregated')} |`,
  );
  return [
    `| server | passes, of ${checks.length} checks | on its own port | behind kube-apiserver |`,
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
