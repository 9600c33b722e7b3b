import { permitsDnsName, permitsIpAddress } from '../../../model/certificate/certificate-name-constraints.ts';
import type { Certificate } from '../../input/certificate.ts';

/**
 * Checks the name constraints of a chain's CAs, as checkChainConstraints of crypto/x509 does.
 *
 * @param chain the leaf first
 * @returns what Go says; undefined where every name may be issued for
 */
export function goConstraintError(chain: readonly Certificate[]): string | undefined {
  const names = chain[0]?.extensions.alternativeNames ?? { dnsNames: [], ipAddresses: [] };
  for (const { extensions } of chain.slice(1)) {
    const constraints = extensions.nameConstraints;
    if (constraints === undefined) continue;
    const address = names.ipAddresses.find((ip) => !permitsIpAddress(constraints, ip));
    if (address !== undefined) return refusal('IP address', address.text);
    const name = names.dnsNames.find((dnsName) => !permitsDnsName(constraints, dnsName));
    if (name !== undefined) return refusal('DNS name', name, constraints.excluded.dnsDomains);
  }
  return undefined;
}

function refusal(type: string, name: string, excluded: readonly string[] = []): string {
  const domain = excluded.find((suffix) => name === suffix || name.endsWith(suffix.replace(/^\.?/, '.')));
  const why =
    domain === undefined ? 'is not permitted by any constraint' : `is excluded by constraint "${domain}"`;
  return `x509: a root or intermediate certificate is not authorized to sign for this name: ${type} "${name}" ${why}`;
}
