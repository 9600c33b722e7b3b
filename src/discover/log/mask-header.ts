/** Schemes whose name may be shown (client-go transport/round_trippers.go knownAuthTypes). */
const SHOWN_SCHEMES = new Set(['bearer', 'basic', 'negotiate']);

/** @returns a header's value as kubectl logs it: the credential of Authorization is masked, all else shown */
export function maskHeader(name: string, value: string): string {
  if (name.toLowerCase() !== 'authorization' || value === '') return value;
  const at = value.indexOf(' ');
  const scheme = at > 0 ? value.slice(0, at) : value;
  if (!SHOWN_SCHEMES.has(scheme.toLowerCase())) return '<masked>';
  return value.length > scheme.length + 1 ? `${scheme} <masked>` : scheme;
}
