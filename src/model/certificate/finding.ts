/** `error`: a verifier refuses it, or it cannot work; `warning`: it works today. */
export type Severity = 'error' | 'warning';

/** A verifier that refuses something; `openssl-strict` is `openssl verify -x509_strict`. */
export type VerifierName = 'go' | 'openssl' | 'openssl-strict' | 'node';

/** One thing that is wrong with certificates, their bundle or the manifest that joins them. */
export type Finding = {
  /** Stable: `san-missing`. */
  readonly id: string;
  readonly severity: Severity;
  /** The file, field or object that it is about. */
  readonly certificate: string;
  readonly message: string;
  /** What follows of it, with what programs say. */
  readonly consequence: string;
  /** A command that runs, or kubectl's way to the field. */
  readonly fix: string;
  readonly refusedBy: readonly VerifierName[];
};
