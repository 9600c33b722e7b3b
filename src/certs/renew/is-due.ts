import type { CertsRenewAnswers } from '../../options/certs-renew/answers.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import { keyTypeOf } from '../key-type-of.ts';

type Span = { readonly notBefore: number; readonly notAfter: number };
type When = Pick<CertsRenewAnswers, 'minDays'> & {
  /** Epoch milliseconds. */
  readonly now: number;
};

const DAY = 86_400_000;
/** What must be left of a life; cert-manager and step renew at two thirds as well. */
const LEAST = 1 / 3;

/** @returns whether too little is left of a certificate's life */
export function isDue({ notBefore, notAfter }: Span, { minDays, now }: When): boolean {
  const least = minDays === undefined ? (notAfter - notBefore) * LEAST : minDays * DAY;
  return notAfter - now < least;
}

/** @returns whether the present certificate lacks something that was asked for */
export function lacks(
  { certificate, extensions }: PresentLeaf,
  { dnsNames, ipAddresses, keyType }: Pick<CertsRenewAnswers, 'dnsNames' | 'ipAddresses' | 'keyType'>,
): boolean {
  const names = new Set(extensions.alternativeNames?.dnsNames.map((name) => name.toLowerCase()));
  const addresses = new Set(extensions.alternativeNames?.ipAddresses.map(({ text }) => text));
  return (
    dnsNames.some((name) => !names.has(name)) ||
    ipAddresses.some(({ text }) => !addresses.has(text)) ||
    (keyType !== undefined && keyTypeOf(certificate.x509.publicKey) !== keyType)
  );
}
