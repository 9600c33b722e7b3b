import type { CertificateProfile } from '../../model/certificate/certificate-profile.ts';
import { CERTIFICATE_PROFILES } from '../../model/certificate/certificate-profile.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import { PURPOSE_IDS } from '../object-identifiers.ts';
import { parseName } from '../parse-name.ts';
import type { PresentLeaf } from './present-leaf.ts';

/** Whom a certificate stands for, as far as it can be told from it. */
export type Holder = {
  readonly profile: CertificateProfile;
  /** Of a server: the Service behind its first `<service>.<namespace>.svc`. */
  readonly service: ServiceReference | undefined;
  /** The last common name of the subject; empty where it has none. */
  readonly commonName: string;
};

/** @returns what kx certs gen was asked for, read back from the certificate */
export function holderOf({ certificate, extensions }: PresentLeaf): Holder {
  const names = parseName(certificate.parsed.subject).filter(({ type }) => type === 'CN');
  const commonName = names.at(-1)?.value ?? '';
  const purposes = extensions.extendedKeyUsage?.purposes ?? [PURPOSE_IDS.serverAuth];
  const isServer = purposes.includes(PURPOSE_IDS.serverAuth);
  const isFrontProxy = commonName === CERTIFICATE_PROFILES['front-proxy'].defaultCommonName;
  if (!isServer) return { profile: isFrontProxy ? 'front-proxy' : 'client', service: undefined, commonName };
  const found = (extensions.alternativeNames?.dnsNames ?? [])
    .map((name) => /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc$/.exec(name))
    .find((match) => match !== null);
  const [, name, namespace] = found ?? [];
  const service = name === undefined || namespace === undefined ? undefined : { name, namespace };
  return { profile: 'server', service, commonName };
}
