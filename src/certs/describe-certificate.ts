import type { CertificateDescription } from '../model/certificate/certificate-set.ts';
import { formatName } from '../model/certificate/certificate-subject.ts';
import type { ParsedCertificate } from './parse-certificate.ts';
import { parseExtensions } from './parse-extensions.ts';
import { parseName } from './parse-name.ts';
import { fingerprintOf } from './pem.ts';

/**
 * @returns what the certificate itself says, read back from its bytes
 * @throws InputError
 */
export function describeCertificate(certificate: ParsedCertificate): CertificateDescription {
  const { alternativeNames } = parseExtensions(certificate);
  return {
    subject: formatName(parseName(certificate.subject)),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    sha256: fingerprintOf(certificate.der),
    dnsNames: alternativeNames?.dnsNames ?? [],
    ipAddresses: alternativeNames?.ipAddresses.map(({ text }) => text) ?? [],
  };
}
