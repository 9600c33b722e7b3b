import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { DEFAULT_CLUSTER_DOMAIN } from '../../model/certificate/certificate-defaults.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import {
  CERTIFICATE_PROFILES,
  type CertificateProfile,
} from '../../model/certificate/certificate-profile.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import { label1035Problem, label1123Problem } from '../../model/dns-name.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { nameViolation } from '../name-violation.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { checkDnsName } from './dns-name.ts';
import { checkIp } from './ip.ts';

/** The names that a certificate is asked for, and what to tell the user about them. */
export type NamesAnswer = {
  readonly service: ServiceReference | undefined;
  readonly clusterDomain: string | undefined;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  readonly notes: readonly string[];
};

const SERVICE = { path: '--service', what: 'a Service name', problemOf: label1035Problem } as const;
const NAMESPACE = { path: '--namespace', what: 'a namespace', problemOf: label1123Problem } as const;

/** @returns the names, or every problem with `--service --namespace --cluster-domain --dns --ip` */
export function checkNames(options: RawOptions, profile: CertificateProfile): Checked<NamesAnswer> {
  const service = checkService(options, profile);
  const domain = checkClusterDomain(options, profile);
  const allowsUnderscore = switchOf(options, 'allowUnderscore');
  const names = listOf(options, 'dns').map((name) => checkDnsName('--dns', name, { allowsUnderscore }));
  const addresses = listOf(options, 'ip').map(checkIp);
  const violations = [
    ...[service, domain, ...names, ...addresses].flatMap(violationsOf),
    ...lengthViolations(service, domain),
  ];
  if (violations.length > 0 || !service.ok || !domain.ok) return invalid(violations);
  const goodNames = names.flatMap((name) => (name.ok ? [name.value] : []));
  const goodAddresses = addresses.flatMap((address) => (address.ok ? [address.value] : []));
  return valid({
    service: service.value,
    clusterDomain: domain.value,
    dnsNames: goodNames.map(({ name }) => name),
    ipAddresses: goodAddresses.map(({ address }) => address),
    notes: [...goodNames, ...goodAddresses].flatMap(({ notes }) => notes),
  });
}

function checkService(
  options: RawOptions,
  profile: CertificateProfile,
): Checked<ServiceReference | undefined> {
  const name = textOf(options, 'service');
  const namespace = textOf(options, 'namespace');
  const isOptional = !CERTIFICATE_PROFILES[profile].namesService;
  if (isOptional && name === undefined && namespace === undefined) return valid(undefined);
  const violations = [
    name === undefined
      ? missing('--service', 'the Service of the server')
      : nameViolation({ ...SERVICE, name }),
    namespace === undefined
      ? missing('--namespace', 'the namespace of the Service')
      : nameViolation({ ...NAMESPACE, name: namespace }),
  ].filter((violation) => violation !== undefined);
  if (name === undefined || namespace === undefined || violations.length > 0) return invalid(violations);
  return valid({ name, namespace });
}

/** RFC 1035 section 2.3.4, as text: without the length octets and the root. */
const LONGEST_NAME = 253;

/** Service and namespace alone are always short enough. */
function lengthViolations(
  service: Checked<ServiceReference | undefined>,
  domain: Checked<string | undefined>,
): readonly Violation[] {
  if (!service.ok || !domain.ok || service.value === undefined || domain.value === undefined) return [];
  const length = `${verifiedName(service.value)}.${domain.value}`.length;
  if (length <= LONGEST_NAME) return [];
  const message = `makes a name of ${length} characters with the Service before it; ${LONGEST_NAME} are allowed`;
  return [{ path: '--cluster-domain', message }];
}

function missing(path: string, what: string): Violation {
  return {
    path,
    message: `is missing: kube-apiserver verifies exactly SERVICE.NAMESPACE.svc`,
    hint: `give ${what}`,
  };
}

function checkClusterDomain(options: RawOptions, profile: CertificateProfile): Checked<string | undefined> {
  const path = '--cluster-domain';
  const typed = textOf(options, 'clusterDomain');
  if (!CERTIFICATE_PROFILES[profile].namesService) {
    const message = `adds a name of the Service, which a ${profile} certificate does not carry`;
    return typed === undefined ? valid(undefined) : invalid([{ path, message }]);
  }
  const domain = checkDnsName(path, typed ?? DEFAULT_CLUSTER_DOMAIN);
  if (!domain.ok) return domain;
  if (domain.value.name.includes('*')) return invalid([{ path, message: `'${typed}' has a wildcard` }]);
  return valid(domain.value.name);
}
