import type { IpAddress } from '../ip-address.ts';
import {
  DEFAULT_BACKDATE,
  DEFAULT_CA_DAYS,
  DEFAULT_CLUSTER_DOMAIN,
  DEFAULT_DAYS,
  DEFAULT_PATH_LENGTH,
} from './certificate-defaults.ts';
import type { KeyType } from './certificate-key-type.ts';
import { serviceCommonName } from './certificate-names.ts';
import type { CertificateProfile } from './certificate-profile.ts';
import type { ServiceReference } from './certificate-service.ts';

/** What is asked for; every value is checked already. */
export type CertificateRequest = {
  readonly profile: CertificateProfile;
  /** Always there for a server; names the CA of the other profiles where it is given. */
  readonly service: ServiceReference | undefined;
  /** `cluster.local`; undefined leaves the fully qualified name out. */
  readonly clusterDomain: string | undefined;
  /** Names beside those of the Service: lower case, ASCII. */
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly keyType: KeyType;
  /** Lifetime of the leaf in days of 24 hours. */
  readonly days: number;
  /** Lifetime of a new CA in days of 24 hours. */
  readonly caDays: number;
  /** How long before now both begin, in milliseconds. */
  readonly backdate: number;
  /** How many CAs may stand below a new CA; undefined for any number. */
  readonly pathLength: number | undefined;
};

/** How long certificates live, and what may stand below a CA. */
type Lives = Pick<CertificateRequest, 'days' | 'caDays' | 'backdate' | 'pathLength'>;

/** @returns the request with the lives that nobody chose at their defaults */
export function requestFor(
  wanted: Omit<CertificateRequest, keyof Lives>,
  lives: Partial<Lives> = {},
): CertificateRequest {
  return {
    days: DEFAULT_DAYS,
    caDays: DEFAULT_CA_DAYS,
    backdate: DEFAULT_BACKDATE,
    pathLength: DEFAULT_PATH_LENGTH,
    ...wanted,
    ...lives,
  };
}

/**
 * The request with every choice at its default, for callers that know only the Service.
 *
 * @returns a server certificate for a year below a CA for ten, ECDSA P-256
 */
export function serverCertificateRequest(service: ServiceReference): CertificateRequest {
  return requestFor({
    profile: 'server',
    service,
    clusterDomain: DEFAULT_CLUSTER_DOMAIN,
    dnsNames: [],
    ipAddresses: [],
    commonName: serviceCommonName(service),
    organizations: [],
    keyType: 'p256',
  });
}
