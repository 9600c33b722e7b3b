import type { Outcome } from '../check.ts';
import type { ServerKind } from '../servers/server-kind.ts';
import { type Cell, type Column, cellOf, columnsOf, type Row } from './outcomes.ts';

const SIGNS: Readonly<Record<Outcome, string>> = { passed: '✓', failed: '✗', 'not run': '–' };

/**
 * @returns a table in Markdown with a row for each check and two columns for each server, and after it the reasons by
 *   the numbers that its cells name
 */
export function renderTable(checks: readonly Row[], servers: readonly ServerKind[]): string {
  const columns = columnsOf(servers);
  const sorted = [...checks].sort((a, b) => a.id - b.id);
  const reasons = [
    ...new Set(
      sorted.flatMap((check) =>
        columns.map((column) => cellOf(check, column).reason).filter((reason) => reason !== ''),
      ),
    ),
  ];
  const shown = ({ outcome, reason }: Cell) =>
    reason === '' ? SIGNS[outcome] : `${SIGNS[outcome]} ${reasons.indexOf(reason) + 1}`;
  const rows = sorted.map((check) => {
    const cells = columns.map((column) => shown(cellOf(check, column)));
    return row([String(check.id), String(check.priority), check.title, ...cells]);
  });
  return [
    row(['#', 'P', 'check', ...columns.map(titleOf)]),
    row(['---:', '---', '---', ...columns.map(() => '---')]),
    ...rows,
    '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
  ].join('\n');
}

const titleOf = ({ server, mode }: Column): string =>
  mode === 'direct' ? server.title : 'behind kube-apiserver';

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
