import { type KubectlVersion, minorOf } from '../../options/discover/kubectl.ts';
import { printable } from '../../render/printable.ts';
import { table } from '../../ui/table.ts';
import { type ServingMap, servingFor } from '../serving/serving.ts';
import { apiVersionOf, type Row } from '../walk/preferred-rows.ts';

/** How a table is printed. */
export type TableStyle = {
  readonly headers: boolean;
  readonly kubectl: KubectlVersion;
  /** There are no resources, not even such as have no row. */
  readonly isEmpty: boolean;
};

const COLUMNS = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'] as const;

/** @returns the rows as kubectl api-resources prints them */
export function reportTable(rows: readonly Row[], style: TableStyle): string {
  return printableTable([...(hasHeader(style) ? [COLUMNS] : []), ...rows.map(cells)]);
}

/** @returns the rows with verbs, categories and the server of each: `namespace/name` for an extension API server */
export function reportWide(rows: readonly Row[], serving: ServingMap, style: TableStyle): string {
  const title = [...COLUMNS, 'VERBS', 'CATEGORIES', 'SERVED BY'];
  return printableTable([
    ...(hasHeader(style) ? [title] : []),
    ...rows.map((row) => [
      ...cells(row),
      row.resource.verbs.join(','),
      row.resource.categories.join(','),
      by(row, serving),
    ]),
  ]);
}

/** What a name is made of. */
type NamedRow = { readonly group: string; readonly resource: { readonly name: string } };

/** @returns one `name.group` a line, as kubectl api-resources -o name */
export function reportName(rows: readonly NamedRow[]): string {
  return rows
    .map(({ group, resource }) => `${resource.name}${group === '' ? '' : `.${group}`}`)
    .map((line) => `${printable(line)}\n`)
    .join('');
}

/** kubectl 1.34 and newer print no header above nothing (pkg/cmd/apiresources), unless filters left nothing. */
function hasHeader({ headers, kubectl, isEmpty }: TableStyle): boolean {
  return headers && !(isEmpty && minorOf(kubectl) >= 34);
}

/** Names come from the server, which need not be one of Kubernetes. */
function printableTable(rows: readonly (readonly string[])[]): string {
  return table(rows.map((row) => row.map(printable)));
}

function cells(row: Row): readonly string[] {
  const { name, shortNames, namespaced, kind } = row.resource;
  return [name, shortNames.join(','), apiVersionOf(row), String(namespaced), kind ?? ''];
}

function by(row: Row, serving: ServingMap): string {
  const { servedBy, service } = servingFor(serving, apiVersionOf(row));
  return service ?? servedBy;
}
