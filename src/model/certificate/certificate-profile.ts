/** What a leaf certificate may be for, the usual first. */
export const CERTIFICATE_PROFILE_NAMES = ['server', 'client', 'front-proxy'] as const;

/** What a leaf certificate is for. */
export type CertificateProfile = (typeof CERTIFICATE_PROFILE_NAMES)[number];

/** Purposes of RFC 5280 section 4.2.1.12 that kx issues for. */
export type ExtendedKeyUsage = 'serverAuth' | 'clientAuth';

type ProfileRules = {
  readonly usage: ExtendedKeyUsage;
  /** A server certificate names a Service; the others name who calls. */
  readonly namesService: boolean;
  /** The subject where the user gives none. */
  readonly defaultCommonName: string | undefined;
};

/**
 * The profiles and their rules. One purpose each: a server key that leaks must not log in as a client.
 * `front-proxy-client` is the name that kubeadm puts into --requestheader-allowed-names.
 */
export const CERTIFICATE_PROFILES = {
  server: { usage: 'serverAuth', namesService: true, defaultCommonName: undefined },
  client: { usage: 'clientAuth', namesService: false, defaultCommonName: undefined },
  'front-proxy': { usage: 'clientAuth', namesService: false, defaultCommonName: 'front-proxy-client' },
} satisfies Record<CertificateProfile, ProfileRules>;
