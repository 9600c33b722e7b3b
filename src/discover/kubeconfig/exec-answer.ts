import { objectOf, type Untyped } from '../walk/untyped.ts';

/** What a credential plugin gives (client.authentication.k8s.io ExecCredentialStatus). */
export type ExecCredential = {
  readonly token: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
};

/** A credential, or why the answer is none. */
type ReadAnswer = { readonly credential: ExecCredential } | { readonly reason: string };

/**
 * Reads the answer of a plugin as client-go does (plugin/pkg/client/auth/exec/exec.go refreshCredsLocked).
 *
 * @param document what the plugin printed, parsed
 * @param apiVersion what the kubeconfig says that it speaks
 */
export function readExecAnswer(document: unknown, apiVersion: string): ReadAnswer {
  const answer = objectOf(document);
  if (answer === undefined) return { reason: 'its output is no ExecCredential' };
  const { kind, apiVersion: version } = answer;
  if (kind !== 'ExecCredential') return { reason: 'its output is no ExecCredential' };
  if (version !== apiVersion) {
    const said = typeof version === 'string' ? `of ${version}` : 'without an apiVersion';
    return { reason: `its output is an ExecCredential ${said}, and the kubeconfig says ${apiVersion}` };
  }
  const status = objectOf(answer['status']);
  if (status === undefined) return { reason: 'its output has no status' };
  const wrong = FIELDS.find((key) => !isTextOrNothing(status, key));
  if (wrong !== undefined) return { reason: `its output has a status.${wrong} that is no text` };
  return credentialOf(status);
}

const FIELDS = ['token', 'clientCertificateData', 'clientKeyData', 'expirationTimestamp'] as const;

function isTextOrNothing(status: Untyped, key: string): boolean {
  return ['string', 'undefined'].includes(typeof (status[key] ?? undefined));
}

function credentialOf(status: Untyped): ReadAnswer {
  const [token, cert, key, expiry] = FIELDS.map((field) => {
    const text = status[field];
    return typeof text === 'string' && text !== '' ? text : undefined;
  });
  if (expiry !== undefined && !RFC_3339.test(expiry)) {
    return { reason: `its output has an expirationTimestamp that is no time: ${expiry.slice(0, 40)}` };
  }
  if (token === undefined && cert === undefined && key === undefined) {
    return { reason: 'it gave neither token nor certificate' };
  }
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['key', 'certificate'] : ['certificate', 'key'];
    return { reason: `it gave a ${given} without a ${missing}` };
  }
  return { credential: { token, cert, key } };
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/;
