import { printable } from '../../render/printable.ts';
import type { Finding } from '../diagnose/finding.ts';
import { type ServingMap, servingFor } from '../serving/serving.ts';
import type { Problem } from '../walk/catalog.ts';
import { type Group, groupVersion } from '../walk/resource.ts';

/** What a summary counts. */
export type SummaryFacts = {
  readonly groups: readonly Group[];
  readonly serving: ServingMap;
  readonly requests: number;
  /** From the first request to the last answer. */
  readonly milliseconds: number;
};

/** @returns one line for people: how much was found, how fast, and which group versions have servers of their own */
export function reportSummary({ groups, serving, requests, milliseconds }: SummaryFacts): string {
  const found = `${count(groups.length, 'group')}, ${count(requests, 'request')} in ${Math.round(milliseconds)} ms`;
  if (serving.size === 0) return `${printable(found)}\n`;
  const servings = groups.flatMap(({ name, versions }) =>
    versions.map(({ version }) => {
      const gv = groupVersion(name, version);
      return { gv, ...servingFor(serving, gv) };
    }),
  );
  const extensions = servings.flatMap(({ gv, service }) =>
    service === undefined ? [] : [`${gv} -> ${service}`],
  );
  const named = extensions.length === 0 ? '' : `; extension API servers: ${extensions.join(', ')}`;
  return `${printable(found + named)}\n${unknown(servings.flatMap(({ reason }) => reason ?? []))}`;
}

/** @returns one line for each part that is missing, and what to run next below */
export function reportProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ groupVersion: gv, message, cause, fix }) => {
      const line = `${gv}: ${message}${cause === '' ? '' : `: ${cause}`}`;
      return `error: ${printable(line)}\n${fix === undefined ? '' : `hint: ${printable(fix)}\n`}`;
    })
    .join('');
}

/** @returns one line for each finding, and its fix below */
export function reportFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, groupVersion: gv, message, fix }) => {
      const way = fix === undefined ? '' : `hint: ${printable(fix)}\n`;
      return `${severity}: ${printable(`${gv}: ${message}`)}\n${way}`;
    })
    .join('');
}

function unknown(reasons: readonly string[]): string {
  return [...new Set(reasons)]
    .map((reason) => `who serves what is not known: ${printable(reason)}\n`)
    .join('');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
