import { DEFAULT_BACKDATE } from './certificate-defaults.ts';

/** A validity period in epoch milliseconds, whole seconds; both ends are valid instants (RFC 5280 section 4.1.2.5). */
export type Validity = { readonly notBefore: number; readonly notAfter: number };

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** RFC 5280 section 4.1.2.5: a certificate without end says 99991231235959Z; Go refuses a five-digit year. */
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * A validity that starts before now.
 *
 * @param now epoch milliseconds
 * @param days lifetime from now, in days of 24 hours
 * @param backdate how long before, in milliseconds
 */
export function validityFor(now: number, days: number, backdate: number = DEFAULT_BACKDATE): Validity {
  const second = Math.floor(now / SECOND) * SECOND;
  const before = Math.ceil(backdate / SECOND) * SECOND;
  return { notBefore: second - before, notAfter: second + days * DAY };
}

/** @returns the longest lifetime in days that a certificate issued now can state */
export function maximumDays(now: number): number {
  return Math.floor((LAST_INSTANT - now) / DAY);
}

/** @returns the part of a leaf's validity that lies within its CA's */
export function withinAuthority(leaf: Validity, authority: Validity): Validity {
  return {
    notBefore: Math.max(leaf.notBefore, authority.notBefore),
    notAfter: Math.min(leaf.notAfter, authority.notAfter),
  };
}
