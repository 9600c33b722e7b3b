/** Names of RFC 5280 section 4.2.1.3, by bit number. */
const USAGES = [
  'digital signature',
  'content commitment',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'certificate signing',
  'CRL signing',
  'encipher only',
  'decipher only',
] as const;

/** Purposes of RFC 5280 section 4.2.1.12 in words. */
const PURPOSES: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.5.5.7.3.1', 'server authentication'],
  ['1.3.6.1.5.5.7.3.2', 'client authentication'],
  ['1.3.6.1.5.5.7.3.3', 'code signing'],
  ['1.3.6.1.5.5.7.3.4', 'email protection'],
  ['1.3.6.1.5.5.7.3.8', 'time stamping'],
  ['1.3.6.1.5.5.7.3.9', 'OCSP signing'],
  ['2.5.29.37.0', 'any purpose'],
]);

/** @returns the key usages in words */
export function usageNames(bits: ReadonlySet<number>): readonly string[] {
  return [...bits].toSorted((a, b) => a - b).map((bit) => USAGES[bit] ?? `bit ${bit}`);
}

/** @returns the purposes in words; unknown ones by number */
export function purposeNames(ids: readonly string[]): readonly string[] {
  return ids.map((id) => PURPOSES.get(id) ?? id);
}
