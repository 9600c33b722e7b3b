import type { Certificate } from '../../input/certificate.ts';
import { KEY_USAGE_BITS } from '../../object-identifiers.ts';
import { isSame, isSignedBy } from '../signature.ts';
import { isSelfSigned } from './openssl-certificate.ts';
import type { OpenSslError } from './openssl-errors.ts';

/** @returns what internal_verify finds: from the root down, signature by signature, each with its times */
export function signatureErrors(chain: readonly Certificate[], at: number): readonly OpenSslError[] {
  const errors: OpenSslError[] = [];
  const end = chain.length - 1;
  for (let depth = end; depth >= 0; depth--) {
    const certificate = chain[depth];
    const issuer = chain[depth + 1];
    if (certificate === undefined) continue;
    if (issuer !== undefined) errors.push(...issuedErrors(certificate, issuer, depth));
    else if (end === 0 && !isSelfSigned(certificate)) return [{ code: 21, depth: 0 }];
    errors.push(...timeErrors(certificate, at, depth));
  }
  return errors;
}

function issuedErrors(certificate: Certificate, issuer: Certificate, depth: number): readonly OpenSslError[] {
  if (isSame(certificate, issuer)) return [];
  const usage = issuer.extensions.keyUsage;
  const maySign = usage === undefined || usage.bits.has(KEY_USAGE_BITS.keyCertSign);
  return [
    ...(maySign ? [] : [{ code: 32, depth: depth + 1 } as const]),
    ...(isSignedBy(certificate, issuer) ? [] : [{ code: 7, depth } as const]),
  ];
}

function timeErrors({ fields }: Certificate, at: number, depth: number): readonly OpenSslError[] {
  return [
    ...(fields.notBefore > at ? [{ code: 9, depth } as const] : []),
    // To X509_cmp_time the last second is over when it begins.
    ...(fields.notAfter <= at ? [{ code: 10, depth } as const] : []),
  ];
}
