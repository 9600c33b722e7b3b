import type { Certificate } from '../../input/certificate.ts';
import { isNamedBy } from '../signature.ts';
import { caLevel, hasUnknownCritical, suitsServer } from './openssl-certificate.ts';
import type { OpenSslCode, OpenSslError } from './openssl-errors.ts';
import { strictErrors } from './strict-errors.ts';

/** How OpenSSL is used: its command line with or without -x509_strict, or Node's TLS client. */
export type OpenSslMode = 'default' | 'strict' | 'node';

/** @returns what check_extensions of crypto/x509/x509_vfy.c finds, from the leaf up */
export function extensionErrors(chain: readonly Certificate[], mode: OpenSslMode): readonly OpenSslError[] {
  return chain.flatMap((certificate, depth) => {
    const isLast = depth === chain.length - 1;
    const isStrict = mode === 'strict' && chain.length > 1;
    const codes: readonly (OpenSslCode | undefined)[] = [
      hasUnknownCritical(certificate) ? 34 : undefined,
      isWrongAuthority({ certificate, depth, isLast, mode }) ? 79 : undefined,
      ...(isStrict ? strictErrors(certificate, isLast) : []),
      suitsServer(certificate, depth > 0) ? undefined : 26,
      isPathTooLong(chain, certificate, depth) ? 25 : undefined,
    ];
    return codes.flatMap((code) => (code === undefined ? [] : [{ code, depth }]));
  });
}

/** Self-issued CAs between do not count (RFC 5280 section 6.1.4). */
function isPathTooLong(chain: readonly Certificate[], { extensions }: Certificate, depth: number): boolean {
  const limit = extensions.basicConstraints?.pathLength;
  if (limit === undefined || depth < 2) return false;
  const between = chain.slice(1, depth);
  return between.filter((certificate) => !isNamedBy(certificate, certificate)).length > limit;
}

type Place = {
  readonly certificate: Certificate;
  readonly depth: number;
  readonly isLast: boolean;
  readonly mode: OpenSslMode;
};

function isWrongAuthority({ certificate, depth, isLast, mode }: Place): boolean {
  const level = caLevel(certificate);
  if (depth === 0) return mode === 'strict' && level > 1;
  return level === 0 || ((!isLast || mode === 'strict') && level !== 1);
}
