import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';

/** Where each value came from, for error messages: the flag that gave it, else the kubeconfig. */
export type Origins = {
  /** `context 'dev' of /home/me/.kube/config`. */
  readonly context: string;
  readonly server: string;
  /** `--certificate-authority`, or `certificate-authority of context …`; the next two likewise. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** What the server is to believe; undefined where neither flag nor kubeconfig names a user. */
  readonly credentials: string | undefined;
  /** Whose rights count. */
  readonly user: string | undefined;
};

/** The flags whose values go out as credentials, as they are typed. */
const CREDENTIAL_FLAGS = {
  token: '--token',
  clientCertificate: '--client-certificate',
  clientKey: '--client-key',
} as const satisfies Partial<Record<keyof ClusterAnswers, string>>;

/** What was chosen, and by which flags. */
type Chosen = {
  readonly context: string;
  readonly userName: string | undefined;
  readonly flags: ClusterAnswers;
  /** That of the kubeconfig, which wins over `--token`. */
  readonly tokenFile?: string | undefined;
  /** Who is impersonated: whose rights count then. */
  readonly as?: string | undefined;
};

/** @returns the origin of each value, as a message names it */
export function originsOf(chosen: Chosen): Origins {
  const { context, flags, as } = chosen;
  const { certificateAuthority, clientCertificate, clientKey, server } = flags;
  return {
    context,
    server: server === undefined ? context : '--server',
    authority:
      certificateAuthority === undefined ? `certificate-authority of ${context}` : '--certificate-authority',
    certificate:
      clientCertificate === undefined ? `client-certificate of ${context}` : '--client-certificate',
    key: clientKey === undefined ? `client-key of ${context}` : '--client-key',
    ...signerOf(chosen),
    ...(as === undefined ? {} : { user: `user '${as}', who is impersonated,` }),
  };
}

function signerOf({ userName, flags, tokenFile }: Chosen) {
  const keys = ['token', 'clientCertificate', 'clientKey'] as const;
  const given = keys.filter((key) => flags[key] !== undefined).map((key) => CREDENTIAL_FLAGS[key]);
  const named = given.join(' and ');
  if (tokenFile !== undefined && flags.token !== undefined) {
    const credentials = `tokenFile ${tokenFile}, which as with kubectl wins over --token`;
    return { credentials, user: `the user of ${tokenFile}` };
  }
  if (named !== '') return { credentials: named, user: `the user of ${named}` };
  if (userName === undefined) return { credentials: undefined, user: undefined };
  return {
    credentials: `the credentials of user '${userName}' in the kubeconfig`,
    user: `user '${userName}'`,
  };
}
