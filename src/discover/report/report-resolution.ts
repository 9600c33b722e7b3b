import { printable } from '../../render/printable.ts';
import { resourceName } from '../resolve/api-name.ts';
import type { Collision } from '../resolve/collisions.ts';
import type { Loser } from '../resolve/losers.ts';
import { requestPath } from '../resolve/request-path.ts';
import type { Resolved } from '../resolve/resolve.ts';
import { servingFor } from '../serving/serving.ts';
import { groupVersion } from '../walk/resource.ts';
import type { Style } from './report.ts';
import type { ToldName } from './resolution-document.ts';
import { labelOf } from './serving-label.ts';

/** @returns what a name stands for, by which rule, what lost, and what else has the same names */
export function reportResolution(told: ToldName, style: Style): string {
  const blocks = told.resolved.map((resolved) => block(resolved, told, style));
  const warnings = told.warnings.map((warning) => `Warning: ${printable(warning)}`);
  const warned = warnings.length === 0 ? [] : [[`kubectl ${told.kubectl} says:`, ...indented(warnings)]];
  return [...blocks, ...warned].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function block(resolved: Resolved, told: ToldName, { dim }: Style): readonly string[] {
  const { mapping, rule, category, losers, collisions, note } = resolved;
  const { group, version, kind, namespaced } = mapping;
  const serving = servingFor(told.serving, groupVersion(group, version));
  const facts: readonly (readonly [string, string])[] = [
    ['kind', kind],
    ['version', groupVersion(group, version)],
    ['scope', namespaced ? 'namespaced' : 'cluster'],
    ['served by', labelOf(serving)],
    ['request', `GET ${requestPath(mapping, told)}`],
    ...(category === undefined ? [] : [['category', category] as const]),
    ['rule', rule.message],
    ...(note === undefined ? [] : [['note', note] as const]),
  ];
  return [
    printable(resourceName(mapping)),
    ...facts.map(([name, value]) => `  ${dim(name.padEnd(9))}  ${printable(value)}`),
    ...section('lost', losers.map(lostLine)),
    ...section('same names', collisions.map(collisionLine)),
  ];
}

function section(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`  ${title}:`, ...rows.map(([name, said]) => `    ${name.padEnd(width)}  ${said}`)];
}

function lostLine({ group, version, resource, reason }: Loser): readonly [string, string] {
  return [printable(`${resourceName({ group, resource })} ${version}`), printable(reason)];
}

function collisionLine({ group, resource, names }: Collision): readonly [string, string] {
  const shared = names.map(({ name, as, of }) =>
    as === of ? `${as} ${name}` : `its ${as} ${name} is the ${of} here`,
  );
  return [printable(resourceName({ group, resource })), printable(shared.join(', '))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
