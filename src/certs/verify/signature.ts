import { verify } from 'node:crypto';
import { splitContent, splitElement } from '../der-reader.ts';
import type { Certificate } from '../input/certificate.ts';
import { signatureFacts } from './signature-names.ts';

/** @returns whether the certificate's signature was made with the issuer's key */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { publicKey } = issuer;
  if (publicKey === undefined) return false;
  try {
    return certificate.x509?.verify(publicKey) ?? verifyBytes(certificate, publicKey);
  } catch {
    return false;
  }
}

/** Of a certificate that OpenSSL cannot read, the signature is looked at all the same. */
function verifyBytes({ der, fields }: Certificate, key: Parameters<typeof verify>[2]): boolean {
  const digest = signatureFacts(fields.signatureAlgorithm)?.digest;
  const [body, , signature] = splitContent(splitElement(der).content);
  if (digest === undefined || body === undefined || signature === undefined) return false;
  return verify(digest, body.encoded, key, signature.content.subarray(1));
}

/** @returns whether the certificate's issuer bears the other's subject, byte for byte */
export function isNamedBy(certificate: Certificate, issuer: Certificate): boolean {
  return Buffer.compare(certificate.fields.issuer, issuer.fields.subject) === 0;
}

/** @returns whether both are the same certificate */
export function isSame(one: Certificate, other: Certificate): boolean {
  return one.sha256 === other.sha256;
}
