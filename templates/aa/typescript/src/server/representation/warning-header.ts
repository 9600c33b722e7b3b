/**
 * One value of the Warning header (RFC 7234 section 5.5, as k8s.io/apimachinery pkg/util/net NewWarningHeader), in the
 * form that Node takes bytes of UTF-8 in.
 */
export const warningHeader = (text: string): string =>
  `299 - "${Buffer.from(text.replaceAll(/["\\]/g, '\\$&')).toString('latin1')}"`;
