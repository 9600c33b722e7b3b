import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import { label1035Problem, label1123Problem } from '../../model/dns-name.ts';
import { type ClusterAnswers, clusterAnswers } from '../cluster/cluster-options.ts';
import { nameViolation } from '../name-violation.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { checkObjectName, type ObjectName } from './object-name.ts';

/** Where the caBundles are. */
export type PatchTarget =
  /** `-` alone is stdin. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | {
      readonly kind: 'cluster';
      /** None for everything that calls the Service. */
      readonly names: readonly ObjectName[];
      readonly cluster: ClusterAnswers;
      readonly forceConflicts: boolean;
    };

/** Everything that the command line of kx certs patch says, checked. */
export type CertsPatchAnswers = {
  readonly target: PatchTarget;
  readonly ca: string;
  readonly service: ServiceReference | undefined;
  readonly secure: boolean;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/** @returns the answers, or every problem with the command line at once */
export function checkCertsPatch(args: readonly string[], options: RawOptions): Checked<CertsPatchAnswers> {
  const checks = {
    ca: checkCa(options),
    service: checkService(options),
    target: checkTarget(args, options),
    format: documentFormat(options),
  };
  const { ca, service, target, format } = checks;
  const twice = isStdin(options) && textOf(options, 'ca') === '-' ? [STDIN_TWICE] : [];
  if (!ca.ok || !service.ok || !target.ok || !format.ok || twice.length > 0) {
    return invalid([...Object.values(checks).flatMap(violationsOf), ...twice]);
  }
  return valid({
    target: target.value,
    ca: ca.value,
    service: service.value,
    secure: switchOf(options, 'secure'),
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

const STDIN_TWICE: Violation = { path: '--ca', message: 'is stdin as well as -f: it can be read once' };

function checkCa(options: RawOptions): Checked<string> {
  const path = '--ca';
  const file = textOf(options, 'ca');
  if (file === undefined)
    return invalid([{ path, message: 'is missing', hint: 'for example --ca certs/ca.crt' }]);
  return file === '' ? invalid([{ path, message: 'is empty' }]) : valid(file);
}

function checkService(options: RawOptions): Checked<ServiceReference | undefined> {
  const name = textOf(options, 'service');
  const namespace = textOf(options, 'namespace');
  if (name === undefined && namespace === undefined) return valid(undefined);
  const violations = [
    name === undefined
      ? { path: '--service', message: 'is missing: a namespace alone names no Service' }
      : nameViolation({ path: '--service', what: 'a Service name', problemOf: label1035Problem, name }),
    namespace === undefined
      ? { path: '--namespace', message: 'is missing: the namespace of the Service' }
      : nameViolation({
          path: '--namespace',
          what: 'a namespace',
          problemOf: label1123Problem,
          name: namespace,
        }),
  ].filter((violation) => violation !== undefined);
  if (name === undefined || namespace === undefined || violations.length > 0) return invalid(violations);
  return valid({ name, namespace });
}

function isStdin(options: RawOptions): boolean {
  return listOf(options, 'filename').includes('-');
}

function checkTarget(args: readonly string[], options: RawOptions): Checked<PatchTarget> {
  return switchOf(options, 'cluster') ? clusterTarget(args, options) : fileTarget(args, options);
}

/** Without a name and without a Service, every webhook of a cluster would be locked out. */
function clusterTarget(args: readonly string[], options: RawOptions): Checked<PatchTarget> {
  // Here --cluster says what to patch; a kubeconfig's cluster is chosen by its context.
  const cluster = clusterAnswers({ ...options, cluster: undefined });
  const names = args.map(checkObjectName);
  const isUnbounded = args.length === 0 && textOf(options, 'service') === undefined;
  const violations = [
    ...[cluster, ...names].flatMap(violationsOf),
    ...(isUnbounded ? [UNBOUNDED] : []),
    ...(listOf(options, 'filename').length > 0
      ? [{ path: '-f', message: 'does not go with --cluster' }]
      : []),
    ...(switchOf(options, 'diff')
      ? [{ path: '--diff', message: 'is for files', hint: 'with --cluster, --dry-run asks the server' }]
      : []),
  ];
  if (!cluster.ok || violations.length > 0) return invalid(violations);
  return valid({
    kind: 'cluster',
    names: names.flatMap((name) => (name.ok ? [name.value] : [])),
    cluster: cluster.value,
    forceConflicts: switchOf(options, 'forceConflicts'),
  });
}

const UNBOUNDED: Violation = {
  path: 'KIND/NAME',
  message: 'is missing: which objects of the cluster call the servers of this CA',
  hint: 'name them, as apiservice/v1.demo.kx.dev, or give --service and --namespace',
};

function fileTarget(args: readonly string[], options: RawOptions): Checked<PatchTarget> {
  const files = listOf(options, 'filename');
  const violations = [
    ...(files.length > 0 ? [] : [NO_FILE]),
    ...args.map((name) => ({
      path: 'KIND/NAME',
      message: `'${name}' is for --cluster`,
      hint: `for a file write -f ${name}`,
    })),
    ...files.flatMap((file) => (file === '' ? [{ path: '-f', message: 'is empty' }] : [])),
    ...(switchOf(options, 'forceConflicts')
      ? [{ path: '--force-conflicts', message: 'is for --cluster: files have no managers' }]
      : []),
    ...(isStdin(options) ? stdinViolations(options) : []),
  ];
  return violations.length > 0 ? invalid(violations) : valid({ kind: 'files', files });
}

const NO_FILE: Violation = {
  path: '-f',
  message: 'is missing',
  hint: 'for example -f apiservice.yaml; --cluster patches the objects of a cluster',
};

/** The manifest goes to stdout, where nothing else may stand. */
function stdinViolations(options: RawOptions): readonly Violation[] {
  return [
    ...(listOf(options, 'filename').length > 1
      ? [{ path: '-f', message: '- does not go with files: the manifest goes to stdout' }]
      : []),
    ...(textOf(options, 'output') === undefined
      ? []
      : [{ path: '--output', message: 'does not go with -f -: stdout has the manifest' }]),
  ];
}
