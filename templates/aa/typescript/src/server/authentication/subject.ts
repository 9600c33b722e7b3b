import type { X509Certificate } from 'node:crypto';

/** Common name and organizations of a certificate's subject. */
export type Subject = { readonly commonName: string; readonly organizations: readonly string[] };

/**
 * Reads the subject of a certificate. Node prints one attribute a line, `O=system:masters`, with a value that holds
 * a line break or a comma escaped as in RFC 2253.
 */
export const subjectOf = (certificate: X509Certificate): Subject => {
  const attributes = certificate.subject.split('\n').map(attributeOf);
  const values = (type: string): string[] =>
    attributes.filter((each) => each.type === type).map(({ value }) => value);
  return { commonName: values('CN').at(-1) ?? '', organizations: values('O') };
};

const attributeOf = (line: string): { readonly type: string; readonly value: string } => {
  const split = line.indexOf('=');
  return { type: line.slice(0, split), value: unescaped(line.slice(split + 1)) };
};

/** Undoes RFC 2253 escapes: `\2C` or `\,`; hexadecimal pairs are bytes of UTF-8. */
const unescaped = (value: string): string =>
  value.replaceAll(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/g, (escaped, single: string | undefined) =>
    single === undefined ? Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8') : single,
  );
