import type { HeaderList } from './exchange.ts';

/**
 * Puts the headers of an answer in the form in which Go shows them: names in canonical spelling (net/textproto
 * CanonicalMIMEHeaderKey), and without Content-Encoding and Content-Length where Go would have decompressed the body.
 */
export function goHeaders(headers: HeaderList): HeaderList {
  const named = headers.map(([name, value]) => [canonical(name), value] as const);
  if (!isCompressed(headers)) return named;
  return named.filter(([name]) => name !== 'Content-Encoding' && name !== 'Content-Length');
}

/** @returns whether the body is gzip */
export function isCompressed(headers: HeaderList): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'content-encoding' && /^gzip$/i.test(value));
}

/** @returns a header's name as Go spells it: net/textproto CanonicalMIMEHeaderKey */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (part) => part.toUpperCase());
}
