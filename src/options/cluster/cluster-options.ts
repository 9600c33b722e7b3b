import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { OptionGroup, RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { truthOf } from '../truth.ts';
import { parseRequestTimeout } from './request-timeout.ts';

/** The flags of every command that asks a cluster, with kubectl's names. */
export const CLUSTER_OPTIONS: OptionGroup = {
  title: 'Cluster:',
  options: [
    {
      flags: '--kubeconfig <file>',
      description: 'kubeconfig file',
      defaultText: '$KUBECONFIG, ~/.kube/config',
    },
    { flags: '--context <name>', description: 'kubeconfig context', defaultText: 'its current-context' },
    { flags: '--cluster <name>', description: 'kubeconfig cluster' },
    { flags: '--user <name>', description: 'kubeconfig user' },
    { flags: '-s, --server <url>', description: 'address of the API server' },
    { flags: '--token <token>', description: 'bearer token' },
    { flags: '--certificate-authority <file>', description: 'PEM file of the CA that signed the server' },
    { flags: '--client-certificate <file>', description: 'PEM file of the client certificate' },
    { flags: '--client-key <file>', description: 'PEM file of its private key' },
    { flags: '--tls-server-name <name>', description: 'name that the server certificate must have' },
    { flags: '--insecure-skip-tls-verify [boolean]', description: 'do not verify the server certificate' },
    { flags: '--as <user>', description: 'impersonate a user' },
    { flags: '--as-uid <uid>', description: 'uid of the impersonated user' },
    { flags: '--as-group <group>', description: 'group of the impersonated user', repeatable: true },
    {
      flags: '--request-timeout <time>',
      description: 'of each request, as 5, 30s or 1m',
      defaultText: '32s',
    },
    {
      flags: '-n, --namespace <name>',
      description: 'namespace of requests that have one',
      defaultText: "the context's, else default",
    },
  ],
};

/** Which cluster to ask, as whom, and how long to wait. Undefined is what was not given. */
export type ClusterAnswers = {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly certificateAuthority: string | undefined;
  readonly clientCertificate: string | undefined;
  readonly clientKey: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly as: string | undefined;
  readonly asUid: string | undefined;
  readonly asGroups: readonly string[];
  readonly namespace: string | undefined;
  /** In milliseconds. */
  readonly requestTimeout: number;
};

/** client-go's discovery timeout where the user sets none (discovery/discovery_client.go defaultTimeout). */
const DISCOVERY_TIMEOUT = 32_000;

/**
 * A flag with an empty value says nothing, as to kubectl: scripts give `--context "$CONTEXT"` whatever it holds.
 *
 * @returns the answers of CLUSTER_OPTIONS, or every problem with them
 */
export function clusterAnswers(options: RawOptions): Checked<ClusterAnswers> {
  const said = (key: string) => textOf(options, key) || undefined;
  const timeout = parseRequestTimeout(said('requestTimeout') ?? '0');
  const insecure = insecureOf(options);
  const violations = [...violationsOf(timeout), ...violationsOf(insecure)];
  if (!timeout.ok || !insecure.ok) return invalid(violations);
  if (insecure.value && said('certificateAuthority') !== undefined) {
    return invalid([
      { path: '--insecure-skip-tls-verify', message: 'cannot be given with --certificate-authority' },
    ]);
  }
  return valid({
    kubeconfig: said('kubeconfig'),
    context: said('context'),
    cluster: said('cluster'),
    user: said('user'),
    server: said('server'),
    token: said('token'),
    certificateAuthority: said('certificateAuthority'),
    clientCertificate: said('clientCertificate'),
    clientKey: said('clientKey'),
    tlsServerName: said('tlsServerName'),
    insecureSkipTlsVerify: insecure.value,
    as: said('as'),
    asUid: said('asUid'),
    asGroups: listOf(options, 'asGroup'),
    namespace: said('namespace'),
    requestTimeout: timeout.value === 0 ? DISCOVERY_TIMEOUT : timeout.value,
  });
}

function insecureOf(options: RawOptions): Checked<boolean> {
  const text = textOf(options, 'insecureSkipTlsVerify');
  if (text === undefined) return valid(switchOf(options, 'insecureSkipTlsVerify'));
  const value = truthOf(text);
  if (value !== undefined) return valid(value);
  return invalid([{ path: '--insecure-skip-tls-verify', message: `'${text}' is neither true nor false` }]);
}
