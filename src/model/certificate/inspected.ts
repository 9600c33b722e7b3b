import type { Finding } from './finding.ts';

/** A key as it is shown: never its material. */
export type InspectedKey = {
  readonly type: string;
  readonly bits?: number;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  readonly sha256: string;
};

/** Everything that a certificate says, and what it is good for. */
export type InspectedCertificate = {
  readonly kind: 'Certificate';
  /** Where it was found. */
  readonly source: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly issuer: string;
  readonly version: number;
  /** Hex, two digits an octet, with colons. */
  readonly serial: string;
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days; negative once it expired. */
  readonly daysLeft: number;
  readonly validity: 'valid' | 'expired' | 'not yet valid';
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly otherNames: readonly string[];
  readonly key: InspectedKey | null;
  readonly signatureAlgorithm: string;
  readonly basicConstraints: {
    readonly ca: boolean;
    readonly pathLength: number | null;
    readonly critical: boolean;
  } | null;
  readonly keyUsage: readonly string[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly nameConstraints: {
    readonly permitted: readonly string[];
    readonly excluded: readonly string[];
  } | null;
  /** Hex. */
  readonly subjectKeyIdentifier: string | null;
  readonly authorityKeyIdentifier: string | null;
  readonly extensions: readonly { readonly id: string; readonly critical: boolean }[];
  /** Of the DER, lower-case hex. */
  readonly sha256: string;
  readonly sha1: string;
  readonly selfSigned: boolean;
  /** Where the certificate stands that signed it; null where the input has it not. */
  readonly signedBy: string | null;
  /** Where its private key stands; null where the input has it not. */
  readonly privateKey: string | null;
  readonly goodFor: { readonly caBundle: boolean; readonly server: boolean; readonly client: boolean };
  readonly findings: readonly Pick<Finding, 'id' | 'severity' | 'message' | 'consequence'>[];
};

/** Anything else that an input holds. */
export type InspectedOther =
  | {
      readonly kind: 'PrivateKey';
      readonly source: string;
      readonly key: InspectedKey | null;
      readonly encrypted: boolean;
      /** Where the certificate stands that it belongs to. */
      readonly belongsTo: string | null;
    }
  | { readonly kind: 'PublicKey'; readonly source: string; readonly key: InspectedKey }
  | {
      readonly kind: 'CertificateRequest';
      readonly source: string;
      readonly subject: string;
      readonly key: InspectedKey | null;
    }
  | { readonly kind: 'Unreadable' | 'Other'; readonly source: string; readonly message: string };

/** How a live server answered. */
export type InspectedConnection = {
  readonly server: string;
  /** The name that was asked for (SNI); null for an address. */
  readonly serverName: string | null;
  /** `TLSv1.3`; null where the handshake did not end well. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** Of HTTP, by ALPN. */
  readonly applicationProtocol: string | null;
  /** Why the handshake failed though certificates were sent. */
  readonly failure: string | null;
};

/** The result of kx certs inspect. */
export type InspectionDocument = {
  readonly kind: 'CertificateInspection';
  readonly items: readonly (InspectedCertificate | InspectedOther)[];
  /** What else was noticed about the inputs, one sentence each. */
  readonly notes: readonly string[];
  readonly connection?: InspectedConnection;
};
