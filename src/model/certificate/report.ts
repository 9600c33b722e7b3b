import type { Finding } from './finding.ts';
import type { InspectedConnection } from './inspected.ts';

/** A server's certificates against a bundle, and what each verifier says of them; null where it takes them. */
export type ReportedCheck = {
  readonly certificate: string;
  readonly bundle: string;
  /** The name that was verified; null where none is known. */
  readonly name: string | null;
  readonly verdicts: {
    readonly go: string | null;
    readonly openssl: string | null;
    readonly opensslStrict: string | null;
    readonly node: string | null;
  };
  /** RFC 3339: when the first certificate of it ends; null where there is none. */
  readonly notAfter: string | null;
  /** What users of Kubernetes see; empty where Go takes it. */
  readonly kubernetes: readonly { readonly versions: string; readonly shows: string }[];
};

/** The result of kx certs verify. */
export type CertificateReport = {
  readonly kind: 'CertificateReport';
  /** Whether there is no error among the findings. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly checks: readonly ReportedCheck[];
  readonly connection?: InspectedConnection;
  /** What could not be looked at, one sentence each. */
  readonly notes?: readonly string[];
};
