import { UsageError, type Violation } from '../../errors.ts';
import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import type { Found } from '../ask-server.ts';
import type { RecordedExchange } from '../client/recorded-exchange.ts';
import { partOf } from '../resolve/find-part.ts';
import { directoryOf } from '../resolve/map-type.ts';
import { resolveName } from '../resolve/resolve-name.ts';
import { filterGroups } from '../walk/filter-groups.ts';
import { hasResources, preferredRows } from '../walk/preferred-rows.ts';
import type { Group } from '../walk/resource.ts';
import { alsoName } from './also-name.ts';
import { chosenPart } from './chosen-part.ts';
import { problemsOfPart } from './problems-of-part.ts';
import type { Report, Style } from './report.ts';
import { reportDocument } from './report-document.ts';
import { reportResolution } from './report-resolution.ts';
import { reportFindings, reportProblems, reportSummary } from './report-summary.ts';
import { reportName, reportTable, reportWide } from './report-table.ts';
import { reportTree } from './report-tree.ts';
import { requestRecords } from './request-records.ts';
import { resolutionDocument } from './resolution-document.ts';

/** What was found, how it was asked for, and where it goes. */
export type Reporting = {
  readonly found: Found;
  readonly answers: DiscoverAnswers;
  readonly exchanges: readonly RecordedExchange[];
  readonly namespace: string;
  readonly style: Style;
};

/** @returns what a run prints, and 1 where a part is missing, stale or broken, else 0 */
export function reportFound(reporting: Reporting): Report & { readonly exitCode: number } {
  const { found, answers } = reporting;
  const told = { ...found, ...concerned(found, answers) };
  const isBroken = told.findings.some(({ severity }) => severity === 'error');
  const exitCode = told.problems.length > 0 || isBroken ? 1 : 0;
  const all = { ...reporting, found: told };
  const report = told.subject.is === 'name' ? reportOfName(all, told.subject.name) : reportOfCatalog(all);
  const problems = reportProblems(told.problems) + reportFindings(told.findings);
  return { stdout: report.stdout, stderr: report.stderr + problems, exitCode };
}

/** What is wrong elsewhere is not told of a part. */
function concerned({ subject, problems, findings }: Found, answers: DiscoverAnswers) {
  const part = chosenPart(subject, answers);
  return { problems: problemsOfPart(problems, part), findings: problemsOfPart(findings, part) };
}

function reportOfCatalog({ found, answers, exchanges, style }: Reporting): Report {
  const { format, rows: choice, quiet } = answers;
  const { subject } = found;
  const groups = subject.is === 'part' ? partOf(found.groups, subject.part) : found.groups;
  const requests = requestRecords(exchanges);
  if (format === 'json' || format === 'yaml') {
    const document = reportDocument({ ...found, requests, groups: filterGroups(groups, choice) });
    return { stdout: document, stderr: '' };
  }
  const summary = reportSummary({ ...found, groups, requests: requests.length });
  const note = subject.is === 'part' ? alsoName(answers, directoryOf(found.groups, answers.kubectl)) : '';
  return {
    stdout: catalogText({ found, answers, groups, style }, format),
    stderr: quiet ? '' : summary + note,
  };
}

type TextFormat = Exclude<DiscoverAnswers['format'], 'json' | 'yaml'>;
type Telling = Pick<Reporting, 'found' | 'answers' | 'style'> & { readonly groups: readonly Group[] };

function catalogText({ found: { serving }, answers, groups, style }: Telling, format: TextFormat): string {
  const { rows: choice, headers, kubectl } = answers;
  if (format === 'tree') return reportTree(filterGroups(groups, choice), serving, style);
  const rows = preferredRows(groups, choice);
  if (format === 'name') return reportName(rows);
  const table = { headers, kubectl, isEmpty: !hasResources(groups) };
  return format === 'wide' ? reportWide(rows, serving, table) : reportTable(rows, table);
}

function reportOfName({ found, answers, exchanges, namespace, style }: Reporting, name: string): Report {
  const { format, kubectl, quiet } = answers;
  refuseFilters(name, answers);
  const resolution = resolveName({ ...found, name, kubectl });
  const told = { ...resolution, argument: name, namespace, kubectl, ...found };
  const requests = requestRecords(exchanges);
  if (format === 'json' || format === 'yaml') {
    return { stdout: resolutionDocument({ ...told, requests }), stderr: '' };
  }
  const warnings = resolution.warnings.map((warning) => `Warning: ${warning}\n`).join('');
  if (format === 'name') {
    return { stdout: reportName(resolution.resolved.map(({ mapping }) => rowOf(mapping))), stderr: warnings };
  }
  const summary = reportSummary({ ...found, requests: requests.length });
  return { stdout: reportResolution(told, style), stderr: quiet ? '' : summary };
}

function rowOf({ group, resource }: { readonly group: string; readonly resource: string }) {
  return { group, resource: { name: resource } };
}

/** Flags that choose among the rows of a catalog mean nothing to a name. */
function refuseFilters(name: string, { format, rows, headers }: DiscoverAnswers): void {
  const given: readonly (readonly [string, boolean])[] = [
    [`-o ${format}`, format === 'wide' || format === 'tree'],
    ['--namespaced', rows.namespaced !== undefined],
    ['--verbs', rows.verbs.length > 0],
    ['--categories', rows.categories.length > 0],
    ['--sort-by', rows.sortBy !== 'group'],
    ['--no-headers', !headers],
  ];
  const violations: readonly Violation[] = given
    .filter(([, isGiven]) => isGiven)
    .map(([path]) => ({ path, message: `is for a catalog, and ${name} is the name of no group` }));
  if (violations.length > 0) throw new UsageError(`kx discover cannot resolve ${name} so`, { violations });
}
