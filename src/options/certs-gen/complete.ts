import { DEFAULT_CLUSTER_DOMAIN } from '../../model/certificate/certificate-defaults.ts';
import { durationText } from '../duration.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import type { CertsGenAnswers } from './answers.ts';

/** @returns every answer of kx certs gen as its flag would say it; not those that the profile or a given CA rules out */
export function completeCertsGen(
  { request, authority, passphraseFile, emission, out }: CertsGenAnswers,
  options: RawOptions,
): RawOptions {
  const { service, clusterDomain, commonName, profile, keyType, days, caDays, backdate, pathLength } =
    request;
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
    backdate: durationText(backdate),
    pathlen: authority === undefined ? String(pathLength ?? 'none') : undefined,
    passphraseFile,
    allowUnderscore: switchOf(options, 'allowUnderscore') ? true : undefined,
    emit: emission.parts.length === 0 ? undefined : emission.parts.join(','),
    groupVersion: emission.groupVersions.map(({ group, version }) => `${group}/${version}`),
    out,
  };
}
