import { DEFAULT_CLUSTER_DOMAIN } from '../../model/certificate/certificate-defaults.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';
import type { CertsGenAnswers } from './answers.ts';

/** @returns every answer of kx certs gen as its flag would say it; not those that the profile or a given CA rules out */
export function completeCertsGen(
  { request, authority, out }: CertsGenAnswers,
  options: RawOptions,
): RawOptions {
  const { service, clusterDomain, commonName, profile, keyType, days, caDays } = request;
  return {
    service: service?.name,
    namespace: service?.namespace,
    dns: listOf(options, 'dns'),
    ip: listOf(options, 'ip'),
    clusterDomain:
      clusterDomain === undefined ? undefined : (textOf(options, 'clusterDomain') ?? DEFAULT_CLUSTER_DOMAIN),
    cn: commonName,
    org: listOf(options, 'org'),
    profile,
    key: keyType,
    days: String(days),
    caDays: authority === undefined ? String(caDays) : undefined,
    caCert: authority?.certificate,
    caKey: authority?.key,
    out,
  };
}
