import { printable } from '../../render/printable.ts';
import { type ServingMap, servingFor } from '../serving/serving.ts';
import { type Group, groupVersion, type Resource, type Version } from '../walk/resource.ts';
import type { Style } from './report.ts';
import { labelOf } from './serving-label.ts';
import { wrapWords } from './wrap-words.ts';

/** The three servers of a kube-apiserver first, in the order in which a request passes them. */
const ORDER: readonly string[] = ['AggregatorServer', 'KubeAPIServer', 'APIExtensionsServer'];

type Node = {
  readonly label: string;
  /** What is said in brackets behind the label, and how it is painted. */
  readonly mark?: { readonly text: string; readonly paint: keyof Omit<Style, 'width'> };
  readonly children: readonly Node[];
};

/**
 * @returns server > group > version > resource as a tree of lines; on a terminal a long label goes on in the next line
 */
export function reportTree(groups: readonly Group[], serving: ServingMap, style: Style): string {
  const servers = new Map<string, Node[]>();
  for (const group of groups) {
    for (const [server, versions] of versionsByServer(group, serving)) {
      const children = versions.map((version) => versionNode(version, group));
      servers.set(server, [...(servers.get(server) ?? []), { label: group.name || 'core', children }]);
    }
  }
  const known = ORDER.filter((name) => servers.has(name));
  const others = [...servers.keys()].filter((name) => !ORDER.includes(name));
  return [...known, ...others]
    .map((label) => ({ label, children: servers.get(label) ?? [] }))
    .map((node) => lines({ node, style, first: '', rest: '' }))
    .join('');
}

function versionsByServer({ name, versions }: Group, serving: ServingMap): ReadonlyMap<string, Version[]> {
  const found = new Map<string, Version[]>();
  for (const version of versions) {
    const server = labelOf(servingFor(serving, groupVersion(name, version.version)));
    found.set(server, [...(found.get(server) ?? []), version]);
  }
  return found;
}

function versionNode(of: Version, { preferredVersion, versions }: Group): Node {
  const { version, freshness, error, resources } = of;
  const isPreferred = versions.length > 1 && version === preferredVersion;
  const children = resources.flatMap((resource) => resourceNodes(resource, of, versions.length > 1));
  const label = isPreferred ? `${version} (preferred)` : version;
  if (freshness === 'Current' && error === undefined) return { label, children };
  const text = freshness === 'Current' ? `${error}` : `stale: ${error ?? 'its server did not answer'}`;
  return { label, mark: { text, paint: 'bad' }, children };
}

function resourceNodes(resource: Resource, { version }: Version, hasOthers: boolean): readonly Node[] {
  const { name, kind, storageVersion, subresources } = resource;
  const below = subresources.map((sub) => ({ label: `${name}/${sub.name} ${sub.kind}`, children: [] }));
  if (kind === undefined) return below;
  const label = `${name} ${kind}`;
  if (!hasOthers || storageVersion !== version) return [{ label, children: [] }, ...below];
  return [{ label, mark: { text: 'storage version', paint: 'dim' }, children: [] }, ...below];
}

type Drawing = {
  readonly node: Node;
  readonly style: Style;
  /** What stands before the label's first line, and before each further one and all children. */
  readonly first: string;
  readonly rest: string;
};

function lines({ node, style, first, rest }: Drawing): string {
  const { label, mark, children } = node;
  const text = printable(mark === undefined ? label : `${label} (${mark.text})`);
  const under = children.length === 0 ? '   ' : '│  ';
  const below = children.map((child, index) => {
    const isLast = index === children.length - 1;
    return lines({
      node: child,
      style,
      first: `${rest}${isLast ? '└─ ' : '├─ '}`,
      rest: `${rest}${isLast ? '   ' : '│  '}`,
    });
  });
  const [head = '', ...more] = wrapWords(
    text,
    style.width === undefined ? undefined : style.width - rest.length - 3,
  );
  const paint = mark === undefined ? (shown: string) => shown : style[mark.paint];
  const plain = printable(label).length;
  const painted = mark === undefined ? head : `${head.slice(0, plain)}${paint(head.slice(plain))}`;
  return `${first}${painted}\n${more.map((line) => `${rest}${under}${paint(line)}\n`).join('')}${below.join('')}`;
}
