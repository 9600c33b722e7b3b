import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { OptionGroup, RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
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
    { flags: '--insecure-skip-tls-verify', description: 'do not verify the server certificate' },
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

/** @returns the answers of CLUSTER_OPTIONS, or every problem with them */
export function clusterAnswers(options: RawOptions): Checked<ClusterAnswers> {
  const timeout = parseRequestTimeout(textOf(options, 'requestTimeout') ?? '0');
  const insecureSkipTlsVerify = switchOf(options, 'insecureSkipTlsVerify');
  const violations = [...violationsOf(timeout), ...contradictions(options)];
  if (!timeout.ok || violations.length > 0) return invalid(violations);
  return valid({
    kubeconfig: textOf(options, 'kubeconfig'),
    context: textOf(options, 'context'),
    cluster: textOf(options, 'cluster'),
    user: textOf(options, 'user'),
    server: textOf(options, 'server'),
    token: textOf(options, 'token'),
    certificateAuthority: textOf(options, 'certificateAuthority'),
    clientCertificate: textOf(options, 'clientCertificate'),
    clientKey: textOf(options, 'clientKey'),
    tlsServerName: textOf(options, 'tlsServerName'),
    insecureSkipTlsVerify,
    as: textOf(options, 'as'),
    asUid: textOf(options, 'asUid'),
    asGroups: listOf(options, 'asGroup'),
    namespace: textOf(options, 'namespace'),
    requestTimeout: timeout.value === 0 ? DISCOVERY_TIMEOUT : timeout.value,
  });
}

/** Flags that no API server could follow together (client-go clientcmd/validation.go says the same of files). */
function contradictions(options: RawOptions) {
  const found = [];
  if (switchOf(options, 'insecureSkipTlsVerify') && textOf(options, 'certificateAuthority') !== undefined) {
    found.push({
      path: '--insecure-skip-tls-verify',
      message: 'cannot be given with --certificate-authority',
    });
  }
  const impersonates = textOf(options, 'as') !== undefined;
  if (!impersonates && textOf(options, 'asUid') !== undefined) {
    found.push({ path: '--as-uid', message: 'needs --as', hint: 'give the user with --as USER' });
  }
  if (!impersonates && listOf(options, 'asGroup').length > 0) {
    found.push({ path: '--as-group', message: 'needs --as', hint: 'give the user with --as USER' });
  }
  for (const key of ['server', 'context', 'kubeconfig'] as const) {
    if (textOf(options, key) === '') found.push({ path: `--${key}`, message: 'must not be empty' });
  }
  return found;
}
