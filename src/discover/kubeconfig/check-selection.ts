import { ClusterError, UsageError } from '../../errors.ts';
import { checkExec } from './check-exec.ts';
import { proxyAddress } from './proxy-address.ts';
import type { Selection } from './select-context.ts';

/**
 * Refuses a cluster or user that client-go refuses, whatever the server's address is (tools/clientcmd/validation.go),
 * so that no request ever goes out with other credentials than the kubeconfig says.
 *
 * @throws ClusterError with one sentence for the first rule that is broken; UsageError where a flag breaks it
 */
export function checkSelection(selection: Selection): void {
  checkFlags(selection);
  refuse(selection, [...clusterRules(selection), ...userRules(selection)]);
  if (selection.cluster.proxyUrl !== undefined)
    proxyAddress(selection.cluster.proxyUrl, selection.origins.context);
  if (selection.user.exec !== undefined) checkExec(selection.user.exec, userInContext(selection));
}

/**
 * Refuses what client-go refuses as soon as there is TLS to speak (transport/transport.go, rest/transport.go).
 *
 * @throws ClusterError with one sentence for the first rule that is broken
 */
export function checkSecureSelection(selection: Selection): void {
  const { cluster, user, origins } = selection;
  const name = nameOfUser(selection);
  const ca = cluster.certificateAuthority ?? cluster.certificateAuthorityData;
  const cert = user.clientCertificate ?? user.clientCertificateData;
  const hasKey = (user.clientKey ?? user.clientKeyData) !== undefined;
  const token = user.token ?? user.tokenFile;
  const rules: readonly Rule[] = [
    [
      cluster.insecureSkipTlsVerify && ca !== undefined,
      `${nameOfCluster(selection)} has both a certificate authority and insecure-skip-tls-verify; keep one`,
    ],
    [
      user.tokenFile !== undefined && user.username !== undefined,
      `${name} has more than one way to authenticate, a tokenFile and a username; keep one`,
    ],
    [user.password !== undefined && user.username === undefined, `${name} has a password, but no username`],
    [
      hasKey &&
        cert === undefined &&
        (token ?? user.username ?? user.exec ?? user.authProvider) === undefined,
      `there is ${origins.key}, but no client certificate`,
    ],
  ];
  refuse(selection, rules);
}

function refuse({ origins }: Selection, rules: readonly Rule[]): void {
  const [, sentence] = rules.find(([isBroken]) => isBroken) ?? [];
  if (sentence === undefined) return;
  const isPlaced = sentence.includes(origins.context);
  throw new ClusterError(isPlaced ? sentence : `${sentence} (${origins.context})`);
}

/** @returns what messages call the user */
function nameOfUser({ userName }: Selection): string {
  return userName === undefined ? 'the user' : `user '${userName}'`;
}

/** @returns the same, and where it is said of them */
export function userInContext(selection: Selection): string {
  return `${nameOfUser(selection)} (${selection.origins.context})`;
}

type Rule = readonly [isBroken: boolean, sentence: string];

/** A flag that has no effect is a mistake of who typed it; kubectl says the same of --as-uid, as of a kubeconfig. */
function checkFlags({ flags, user }: Selection): void {
  const needy = [
    ['--as-uid', flags.asUid !== undefined && user.as === undefined, '--as USER'],
    ['--as-group', flags.asGroups.length > 0 && user.as === undefined, '--as USER'],
    [
      '--client-key',
      flags.clientKey !== undefined && (user.clientCertificate ?? user.clientCertificateData) === undefined,
      '--client-certificate FILE',
    ],
  ] as const;
  const violations = needy
    .filter(([, isAlone]) => isAlone)
    .map(([path, , partner]) => ({
      path,
      message: `needs ${partner.split(' ')[0]}`,
      hint: `give ${partner}`,
    }));
  if (violations.length > 0) throw new UsageError('these flags say nothing by themselves', { violations });
}

function nameOfCluster({ clusterName }: Selection): string {
  return clusterName === undefined ? 'the cluster' : `cluster '${clusterName}'`;
}

function clusterRules(selection: Selection): readonly Rule[] {
  const { cluster } = selection;
  return [
    [
      cluster.certificateAuthority !== undefined && cluster.certificateAuthorityData !== undefined,
      `${nameOfCluster(selection)} has both certificate-authority and certificate-authority-data; keep one`,
    ],
  ];
}

function userRules(selection: Selection): readonly Rule[] {
  const { user, origins } = selection;
  const name = nameOfUser(selection);
  const hasCert = (user.clientCertificate ?? user.clientCertificateData) !== undefined;
  const hasKey = (user.clientKey ?? user.clientKeyData) !== undefined;
  const hasExtra = Object.keys(user.asUserExtra).length > 0;
  return [
    [
      user.token !== undefined && (user.username !== undefined || user.password !== undefined),
      `${name} has more than one way to authenticate, a token and a username; keep one`,
    ],
    [
      user.clientCertificate !== undefined && user.clientCertificateData !== undefined,
      `${name} has both client-certificate and client-certificate-data; keep one`,
    ],
    [
      hasCert && user.clientKey !== undefined && user.clientKeyData !== undefined,
      `${name} has both client-key and client-key-data; keep one`,
    ],
    [hasCert && !hasKey, `there is ${origins.certificate}, but no client key`],
    [
      user.exec !== undefined && user.authProvider !== undefined,
      `${name} has both an exec plugin and an auth-provider; keep one`,
    ],
    [
      user.as === undefined && (user.asUid !== undefined || user.asGroups.length > 0 || hasExtra),
      `${name} impersonates a uid, groups or extra values without a user; set as`,
    ],
  ];
}
