import { FIXTURE } from './fixture.ts';

const { group, version, kind, shortName, category, fields, columns, scale, selectable } = FIXTURE;

/** What both `kx scaffold crd` and `kx scaffold aa` are told of the namespaced kind. */
const COMMON = [
  ['--group', group],
  ['--version', version],
  ['--kind', kind],
  ['--short-name', shortName],
  ['--category', category],
  ...fields.map((field) => ['--field', field]),
  ...columns.map((column) => ['--column', column]),
].flat();

/** @returns the command line of kx that makes the CRD of the namespaced kind, on stdout without a directory */
export function crdCommand(out?: string): readonly string[] {
  const more = ['--status', '--scale', scale, '--selectable', selectable];
  return ['scaffold', 'crd', ...COMMON, ...more, ...to(out)];
}

/** @returns the command line of kx that makes the CRD of the cluster-scoped kind, on stdout without a directory */
export function clusterCrdCommand(out?: string): readonly string[] {
  const { clusterKind } = FIXTURE;
  const of = ['--group', group, '--version', version, '--kind', clusterKind, '--scope', 'Cluster'];
  return ['scaffold', 'crd', ...of, '--field', 'spec.colour:string', ...to(out)];
}

function to(out: string | undefined): readonly string[] {
  return out === undefined ? ['--stdout'] : ['--out', out];
}
