import { permitsDnsName, permitsIpAddress } from '../../../model/certificate/certificate-name-constraints.ts';
import type { Certificate } from '../../input/certificate.ts';
import type { Presentation } from '../presentation.ts';
import { signatureFacts } from '../signature-names.ts';
import { extensionErrors, type OpenSslMode } from './extension-errors.ts';
import { openSslChain } from './openssl-chain.ts';
import type { OpenSslCode, OpenSslError } from './openssl-errors.ts';
import { isHostRefused } from './openssl-hostname.ts';
import { signatureErrors } from './signature-errors.ts';

/**
 * Predicts the errors of X509_verify_cert for a TLS server in OpenSSL's order (crypto/x509/x509_vfy.c verify_chain):
 * the chain, its extensions, its strength, the name, signatures and times, name constraints.
 *
 * @returns none where the server is taken; of the command line only the first counts, of Node the last
 */
export function openSslErrors(presentation: Presentation, mode: OpenSslMode): readonly OpenSslError[] {
  const { chain, error } = openSslChain(presentation);
  const built = error === undefined ? [] : [error];
  if (built.length > 0 && mode !== 'node') return built;
  return [
    ...built,
    ...extensionErrors(chain, mode),
    ...(mode === 'node' ? strengthErrors(chain) : nameErrors(presentation)),
    ...signatureErrors(chain, presentation.at),
    ...constraintErrors(chain),
  ];
}

function nameErrors({ chain: [leaf], name }: Presentation): readonly OpenSslError[] {
  if (leaf === undefined || name === undefined) return [];
  return isHostRefused(leaf, name) ? [{ code: 62, depth: 0 }] : [];
}

/** Security level 1, the default of OpenSSL 3.0 for TLS: 80 bits, which SHA-1 has not. The root's own signature is not looked at. */
function strengthErrors(chain: readonly Certificate[]): readonly OpenSslError[] {
  return chain.flatMap((certificate, depth) => {
    const bits = certificate.publicKey?.asymmetricKeyDetails?.modulusLength ?? Infinity;
    const isInsecure = signatureFacts(certificate.fields.signatureAlgorithm)?.insecure === true;
    const codes: readonly (OpenSslCode | undefined)[] = [
      bits < 1024 ? (depth === 0 ? 66 : 67) : undefined,
      isInsecure && depth < chain.length - 1 ? 68 : undefined,
    ];
    return codes.flatMap((code) => (code === undefined ? [] : [{ code, depth }]));
  });
}

function constraintErrors(chain: readonly Certificate[]): readonly OpenSslError[] {
  const names = chain[0]?.extensions.alternativeNames;
  if (names === undefined) return [];
  for (const { extensions } of chain.slice(1)) {
    const constraints = extensions.nameConstraints;
    if (constraints === undefined) continue;
    const isBroken =
      names.dnsNames.some((name) => !permitsDnsName(constraints, name)) ||
      names.ipAddresses.some((address) => !permitsIpAddress(constraints, address));
    const { excluded } = constraints;
    if (isBroken)
      return [{ code: excluded.dnsDomains.length + excluded.ipRanges.length > 0 ? 48 : 47, depth: 0 }];
  }
  return [];
}
