/** A certificate with its private key. */
export type CertificateWithKey = {
  /** One PEM block, LF line ends. */
  readonly certPem: string;
  /** PKCS#8 PEM, not encrypted. */
  readonly keyPem: string;
  readonly description: CertificateDescription;
};

/** What a certificate says of itself. */
export type CertificateDescription = {
  /** RFC 4514. */
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256 of the DER, lower-case hex. */
  readonly sha256: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
};

/** A CA and a leaf of it. */
export type CertificateSet = {
  readonly ca: CertificateWithKey;
  readonly leaf: CertificateWithKey;
  /** `new`: made in this run, so its files belong to the result; `given`: the user's own. */
  readonly authority: 'new' | 'given';
  /** Certificates that a server must send after its leaf: the CA where that is an intermediate. */
  readonly chainPem: string;
  /** Base64 of the CA's PEM: the value of a caBundle field. */
  readonly caBundle: string;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};
