const longestWarning = 256;

/** One value of the Warning header (RFC 7234 section 5.5, as k8s.io/apimachinery pkg/util/net NewWarningHeader). */
export const warningHeader = (problem: string): string => {
  const text = [...problem].slice(0, longestWarning).join('');
  return `299 - "${text.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/["\\]/g, '\\$&')}"`;
};
