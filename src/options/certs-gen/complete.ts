import { DEFAULT_CLUSTER_DOMAIN } from '../../model/certificate/certificate-defaults.ts';
import type { CertificateRequest } from '../../model/certificate/certificate-request.ts';
import { durationText } from '../duration.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import type { CertsGenAnswers } from './answers.ts';

/** @returns every answer of kx certs gen as its flag would say it; not those that the profile or a given CA rules out */
export function completeCertsGen(
  { request, authority, passphraseFile, emission, out }: CertsGenAnswers,
  options: RawOptions,
): RawOptions {
  const { days, caDays, backdate, pathLength } = request;
  return {
    ...completeWish(request, options),
    days: String(days),
    caDays: authority === undefined ? String(caDays) : undefined,
    caCert: authority?.certificate,
    caKey: authority?.key,
    backdate: durationText(backdate),
    pathlen: authority === undefined ? String(pathLength ?? 'none') : undefined,
    passphraseFile,
    emit: emission.parts.length === 0 ? undefined : emission.parts.join(','),
    groupVersion: emission.groupVersions.map(({ group, version }) => `${group}/${version}`),
    out,
  };
}

/** @returns what a request and a certificate both say, as the flags would say it */
export function completeWish(
  { service, clusterDomain, commonName, profile, keyType }: CertificateRequest,
  options: RawOptions,
): RawOptions {
  return {
    service: service?.name,
    namespace: service?.namespace,
    dns: listOf(options, 'dns'),
    ip: listOf(options, 'ip'),
    allowUnderscore: switchOf(options, 'allowUnderscore') ? true : undefined,
    clusterDomain:
      clusterDomain === undefined ? undefined : (textOf(options, 'clusterDomain') ?? DEFAULT_CLUSTER_DOMAIN),
    cn: commonName,
    org: listOf(options, 'org'),
    profile,
    key: keyType,
  };
}
