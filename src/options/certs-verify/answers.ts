import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import { label1035Problem, label1123Problem } from '../../model/dns-name.ts';
import { checkServerAddress, type ServerAddress } from '../certs-inspect/server-address.ts';
import { type ClusterAnswers, clusterAnswers } from '../cluster/cluster-options.ts';
import { nameViolation } from '../name-violation.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { checkAt, checkMinDays, type MinDays } from './time.ts';

/** What is to be verified. */
export type VerifyTarget =
  | {
      readonly kind: 'files';
      readonly cert: string;
      readonly ca: string;
      readonly key: string | undefined;
      readonly service: ServiceReference;
    }
  | { readonly kind: 'manifests'; readonly files: readonly string[] }
  | {
      readonly kind: 'cluster';
      /** The only APIService to look at; undefined looks at everything. */
      readonly apiService: string | undefined;
      readonly cluster: ClusterAnswers;
    }
  | {
      readonly kind: 'live';
      readonly server: ServerAddress;
      readonly ca: string;
      readonly service: ServiceReference;
    };

/** Everything that the flags of kx certs verify say, checked. */
export type CertsVerifyAnswers = {
  readonly target: VerifyTarget;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly minDays: MinDays;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/**
 * @param now epoch milliseconds
 * @returns the answers, or every problem with the flags at once
 */
export function checkCertsVerify(options: RawOptions, now: number): Checked<CertsVerifyAnswers> {
  const checks = {
    target: checkTarget(options),
    at: checkAt(options, now),
    minDays: checkMinDays(options),
    format: documentFormat(options),
  };
  const { target, at, minDays, format } = checks;
  if (!target.ok || !at.ok || !minDays.ok || !format.ok) {
    return invalid(Object.values(checks).flatMap(violationsOf));
  }
  return valid({
    target: target.value,
    at: at.value,
    minDays: minDays.value,
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

/** The flags that each way of verifying needs, and those that it has no use for. */
const MODES = {
  cluster: { needs: [], refuses: ['cert', 'ca', 'key', 'service', 'namespace', 'live'] },
  manifests: { needs: [], refuses: ['cert', 'ca', 'key', 'service', 'namespace', 'live'] },
  live: { needs: ['ca', 'service', 'namespace'], refuses: ['cert', 'key'] },
  files: { needs: ['cert', 'ca', 'service', 'namespace'], refuses: [] },
} as const satisfies Record<VerifyTarget['kind'], { needs: readonly string[]; refuses: readonly string[] }>;

const REASONS = {
  cluster: '--cluster, which reads it from the cluster',
  manifests: '-f, which reads it from the manifests',
  live: '--live, which asks the server',
  files: 'files',
} satisfies Record<VerifyTarget['kind'], string>;

const MEANINGS: Readonly<Record<string, string>> = {
  cert: "the server's certificate: --cert certs/tls.crt",
  ca: 'the CA that its callers trust: --ca certs/ca.crt',
  service: 'the Service of the server: kube-apiserver verifies exactly SERVICE.NAMESPACE.svc',
  namespace: 'the namespace of the Service',
};

function checkTarget(options: RawOptions): Checked<VerifyTarget> {
  const mode = modeOf(options);
  const service = serviceOf(options);
  const wrong = modeViolations(options, mode);
  if (mode === 'cluster') return clusterTarget(options, wrong);
  if (mode === 'manifests') {
    return wrong.length > 0 ? invalid(wrong) : valid({ kind: mode, files: listOf(options, 'filename') });
  }
  const server = mode === 'live' ? checkServerAddress('--live', textOf(options, 'live') ?? '') : undefined;
  const violations = [
    ...wrong,
    ...violationsOf(service),
    ...(server === undefined ? [] : violationsOf(server)),
  ];
  if (violations.length > 0 || !service.ok) return invalid(violations);
  const ca = textOf(options, 'ca') ?? '';
  if (server?.ok) return valid({ kind: 'live', server: server.value, ca, service: service.value });
  const cert = textOf(options, 'cert') ?? '';
  return valid({ kind: 'files', cert, ca, key: textOf(options, 'key'), service: service.value });
}

/** Here --cluster says what to verify; a kubeconfig's cluster is chosen by its context. */
function clusterTarget(options: RawOptions, wrong: readonly Violation[]): Checked<VerifyTarget> {
  const cluster = clusterAnswers({ ...options, cluster: undefined });
  const violations = [...wrong, ...violationsOf(cluster)];
  if (!cluster.ok || violations.length > 0) return invalid(violations);
  return valid({ kind: 'cluster', apiService: textOf(options, 'cluster'), cluster: cluster.value });
}

function modeOf(options: RawOptions): VerifyTarget['kind'] {
  if (options['cluster'] !== undefined) return 'cluster';
  if (listOf(options, 'filename').length > 0) return 'manifests';
  return textOf(options, 'live') === undefined ? 'files' : 'live';
}

function modeViolations(options: RawOptions, mode: VerifyTarget['kind']): readonly Violation[] {
  const { needs, refuses } = MODES[mode];
  const missing = needs.filter((key) => textOf(options, key) === undefined);
  const surplus = refuses.filter((key) => textOf(options, key) !== undefined);
  const hasManifests = mode === 'cluster' && listOf(options, 'filename').length > 0;
  return [
    ...missing.map((key) => ({ path: `--${key}`, message: 'is missing', hint: `give ${MEANINGS[key]}` })),
    ...surplus.map((key) => ({ path: `--${key}`, message: `does not go with ${REASONS[mode]}` })),
    ...(hasManifests ? [{ path: '-f', message: `does not go with ${REASONS[mode]}` }] : []),
  ];
}

function serviceOf(options: RawOptions): Checked<ServiceReference> {
  const name = textOf(options, 'service');
  const namespace = textOf(options, 'namespace');
  const violations = [
    name === undefined
      ? undefined
      : nameViolation({ path: '--service', what: 'a Service name', problemOf: label1035Problem, name }),
    namespace === undefined
      ? undefined
      : nameViolation({
          path: '--namespace',
          what: 'a namespace',
          problemOf: label1123Problem,
          name: namespace,
        }),
  ].filter((violation) => violation !== undefined);
  return violations.length > 0
    ? invalid(violations)
    : valid({ name: name ?? '', namespace: namespace ?? '' });
}
