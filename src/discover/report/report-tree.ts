import { printable } from '../../render/printable.ts';
import { type Serving, type ServingMap, servingFor } from '../serving/serving.ts';
import { type Group, groupVersion, type Version } from '../walk/resource.ts';

/** The three servers of a kube-apiserver first, in the order in which a request passes them. */
const ORDER: readonly string[] = ['AggregatorServer', 'KubeAPIServer', 'APIExtensionsServer'];

type Node = { readonly label: string; readonly children: readonly Node[] };

/** @returns server > group > version > resource as a tree of lines */
export function reportTree(groups: readonly Group[], serving: ServingMap): string {
  const servers = new Set(
    groups.flatMap(({ name, versions }) =>
      versions.map(({ version }) => labelOf(servingFor(serving, groupVersion(name, version)))),
    ),
  );
  const ordered = [
    ...ORDER.filter((name) => servers.has(name)),
    ...[...servers].filter((name) => !ORDER.includes(name)),
  ];
  return ordered
    .map((label) => lines({ label, children: groupNodes({ label, groups, serving }) }, '', ''))
    .join('');
}

function labelOf({ servedBy, service, reason }: Serving): string {
  if (reason !== undefined) return `${servedBy} (${reason})`;
  return service === undefined ? servedBy : `${servedBy} ${service}`;
}

type OneServer = {
  readonly label: string;
  readonly groups: readonly Group[];
  readonly serving: ServingMap;
};

function groupNodes({ label, groups, serving }: OneServer): readonly Node[] {
  return groups.flatMap((group) => {
    const served = group.versions.filter(
      ({ version }) => labelOf(servingFor(serving, groupVersion(group.name, version))) === label,
    );
    if (served.length === 0) return [];
    return [{ label: group.name || 'core', children: served.map((version) => versionNode(version, group)) }];
  });
}

function versionNode({ version, error, resources }: Version, { preferredVersion, versions }: Group): Node {
  const preferred = versions.length > 1 && version === preferredVersion ? ' (preferred)' : '';
  const stale = error === undefined ? '' : ` (${error})`;
  return {
    label: `${version}${preferred}${stale}`,
    children: resources.flatMap(({ name, kind, subresources }) => [
      ...(kind === undefined ? [] : [{ label: `${name} ${kind}`, children: [] }]),
      ...subresources.map((sub) => ({ label: `${name}/${sub.name} ${sub.kind}`, children: [] })),
    ]),
  };
}

function lines({ label, children }: Node, first: string, rest: string): string {
  const below = children.map((child, index) => {
    const isLast = index === children.length - 1;
    return lines(child, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`);
  });
  return `${first}${printable(label)}\n${below.join('')}`;
}
