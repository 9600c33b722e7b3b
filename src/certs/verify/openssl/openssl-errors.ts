/** The errors of X509_verify_cert that kx foresees: OpenSSL's text and the name of the code in Node. */
export const OPENSSL_ERRORS = {
  2: ['unable to get issuer certificate', 'UNABLE_TO_GET_ISSUER_CERT'],
  7: ['certificate signature failure', 'CERT_SIGNATURE_FAILURE'],
  9: ['certificate is not yet valid', 'CERT_NOT_YET_VALID'],
  10: ['certificate has expired', 'CERT_HAS_EXPIRED'],
  18: ['self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  19: ['self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN'],
  20: ['unable to get local issuer certificate', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  21: ['unable to verify the first certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  25: ['path length constraint exceeded', 'PATH_LENGTH_EXCEEDED'],
  26: ['unsuitable certificate purpose', 'INVALID_PURPOSE'],
  32: ['key usage does not include certificate signing', 'UNSPECIFIED'],
  34: ['unhandled critical extension', 'UNSPECIFIED'],
  47: ['permitted subtree violation', 'UNSPECIFIED'],
  48: ['excluded subtree violation', 'UNSPECIFIED'],
  62: ['hostname mismatch', 'HOSTNAME_MISMATCH'],
  66: ['EE certificate key too weak', 'UNSPECIFIED'],
  67: ['CA certificate key too weak', 'UNSPECIFIED'],
  68: ['CA signature digest algorithm too weak', 'UNSPECIFIED'],
  79: ['invalid CA certificate', 'INVALID_CA'],
  80: ['Path length invalid for non-CA cert', 'UNSPECIFIED'],
  81: ['Path length given without key usage keyCertSign', 'UNSPECIFIED'],
  82: ['Key usage keyCertSign invalid for non-CA cert', 'UNSPECIFIED'],
  83: ['Issuer name empty', 'UNSPECIFIED'],
  84: ['Subject name empty', 'UNSPECIFIED'],
  85: ['Missing Authority Key Identifier', 'UNSPECIFIED'],
  86: ['Missing Subject Key Identifier', 'UNSPECIFIED'],
  87: ['Empty Subject Alternative Name extension', 'UNSPECIFIED'],
  88: ['Subject empty and Subject Alt Name extension not critical', 'UNSPECIFIED'],
  89: ['Basic Constraints of CA cert not marked critical', 'UNSPECIFIED'],
  90: ['Authority Key Identifier marked critical', 'UNSPECIFIED'],
  91: ['Subject Key Identifier marked critical', 'UNSPECIFIED'],
  92: ['CA cert does not include key usage extension', 'UNSPECIFIED'],
  93: ['Using cert extension requires at least X509v3', 'UNSPECIFIED'],
} as const satisfies Readonly<Record<number, readonly [text: string, nodeCode: string]>>;

/** Number of an error (openssl-verification-options(1)). */
export type OpenSslCode = keyof typeof OPENSSL_ERRORS;

/** One error, at a place in the chain: 0 is the leaf. */
export type OpenSslError = { readonly code: OpenSslCode; readonly depth: number };

/** @returns as `openssl verify` prints it */
export function openSslSentence({ code, depth }: OpenSslError): string {
  return `error ${code} at ${depth} depth lookup: ${OPENSSL_ERRORS[code][0]}`;
}
