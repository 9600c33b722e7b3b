/** Who a certificate is about. Kubernetes reads a client's user name from the CN and its groups from the O values. */
export type CertificateSubject = {
  readonly organizations: readonly string[];
  readonly commonName: string;
};

/** One part of a distinguished name: `CN` (or a dotted OID where it has no short name) and its text. */
export type NameAttribute = { readonly type: string; readonly value: string };

/** ub-common-name and ub-organization-name of RFC 5280 appendix A.1, in characters. */
export const SUBJECT_TEXT_LIMIT = 64;

/** @returns the length of a text in characters, as the limits of X.520 count it */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** @returns the parts of a subject in the order of its encoding, the most general first */
export function subjectAttributes({
  organizations,
  commonName,
}: CertificateSubject): readonly NameAttribute[] {
  return [...organizations.map((value) => ({ type: 'O', value })), { type: 'CN', value: commonName }];
}

/**
 * Writes a distinguished name as Go and kubectl print it: RFC 4514, the last part first. Control characters come out
 * escaped, so that a hostile certificate cannot write to the terminal.
 *
 * @param attributes in the order of the encoding
 * @returns `CN=alice,O=dev`
 */
export function formatName(attributes: readonly NameAttribute[]): string {
  return attributes
    .toReversed()
    .map(({ type, value }) => `${type}=${escapeValue(value)}`)
    .join(',');
}

/** RFC 4514 section 2.4. */
function escapeValue(value: string): string {
  return value
    .replace(/[\\"+,;<>]|^[ #]| $/g, (character) => `\\${character}`)
    .replace(/\p{C}/gu, (character) =>
      [...new TextEncoder().encode(character)].map((octet) => `\\${hexadecimal(octet)}`).join(''),
    );
}

function hexadecimal(octet: number): string {
  return octet.toString(16).toUpperCase().padStart(2, '0');
}
