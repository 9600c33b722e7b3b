import { FIXTURE } from './fixture.ts';

const { group, version, kind, shortName, category, fields, columns, scale, selectable } = FIXTURE;

/** The name of the server that is scaffolded: of its Service, too. */
export const PROJECT = 'conformance';

/** The only field of the cluster-scoped kind. */
const CLUSTER_FIELD = 'spec.colour:string';

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

/** @returns the command line of kx that makes the CRD of the namespaced kind */
export function crdCommand(out: string): readonly string[] {
  const more = ['--status', '--scale', scale, '--selectable', selectable, '--out', out];
  return ['scaffold', 'crd', ...COMMON, ...more];
}

/** @returns the command line of kx that makes the CRD of the cluster-scoped kind */
export function clusterCrdCommand(out: string): readonly string[] {
  const { clusterKind } = FIXTURE;
  const of = ['--group', group, '--version', version, '--kind', clusterKind, '--scope', 'Cluster'];
  return ['scaffold', 'crd', ...of, '--field', CLUSTER_FIELD, '--out', out];
}

/** @returns the command line of kx that makes a server of both kinds */
export function aaCommand(out: string): readonly string[] {
  const { clusterKind } = FIXTURE;
  const more = ['--status', '--scale', scale, '--selectable', selectable, '--out', out];
  const further = ['--resource', `${clusterKind},scope=Cluster,field=${CLUSTER_FIELD}`];
  return ['scaffold', 'aa', PROJECT, ...COMMON, ...further, ...more];
}
