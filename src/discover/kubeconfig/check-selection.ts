import { ClusterError } from '../../errors.ts';
import type { Selection } from './select-context.ts';

/**
 * Refuses a cluster or user that client-go refuses (tools/clientcmd/validation.go) or that kx cannot speak for,
 * so that no request ever goes out with other credentials than the kubeconfig says.
 *
 * @throws ClusterError with one sentence for the first rule that is broken
 */
export function checkSelection(selection: Selection): void {
  const broken = [...clusterRules(selection), ...userRules(selection)].find(([isBroken]) => isBroken);
  if (broken !== undefined) throw new ClusterError(`${broken[1]} (${selection.origins.context})`);
}

type Rule = readonly [isBroken: boolean, sentence: string];

function clusterRules({ cluster, clusterName }: Selection): readonly Rule[] {
  const name = clusterName === undefined ? 'the cluster' : `cluster '${clusterName}'`;
  const ca = cluster.certificateAuthority ?? cluster.certificateAuthorityData;
  return [
    [
      cluster.certificateAuthority !== undefined && cluster.certificateAuthorityData !== undefined,
      `${name} has both certificate-authority and certificate-authority-data; keep one`,
    ],
    [
      cluster.insecureSkipTlsVerify && ca !== undefined,
      `${name} has both a certificate authority and insecure-skip-tls-verify; keep one`,
    ],
  ];
}

function userRules({ user, userName, origins }: Selection): readonly Rule[] {
  const name = userName === undefined ? 'the user' : `user '${userName}'`;
  const token = user.token ?? user.tokenFile;
  const cert = user.clientCertificate ?? user.clientCertificateData;
  const key = user.clientKey ?? user.clientKeyData;
  return [
    [
      user.authProvider !== undefined,
      `${name} signs in with auth-provider ${user.authProvider}, which kubectl removed in 1.26; use an exec plugin or a token`,
    ],
    [
      token !== undefined && (user.username !== undefined || user.password !== undefined),
      `${name} has more than one way to authenticate, a token and a username; keep one`,
    ],
    [
      user.clientCertificate !== undefined && user.clientCertificateData !== undefined,
      `${name} has both client-certificate and client-certificate-data; keep one`,
    ],
    [
      user.clientKey !== undefined && user.clientKeyData !== undefined,
      `${name} has both client-key and client-key-data; keep one`,
    ],
    [cert !== undefined && key === undefined, `there is ${origins.certificate}, but no client key`],
    [cert === undefined && key !== undefined, `there is ${origins.key}, but no client certificate`],
    [
      user.as === undefined && (user.asUid !== undefined || user.asGroups.length > 0),
      `${name} impersonates a uid or groups without a user; set as`,
    ],
  ];
}
