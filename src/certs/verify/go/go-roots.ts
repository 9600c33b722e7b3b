import type { Certificate } from '../../input/certificate.ts';
import type { Item, Material, PlacedCertificate } from '../../input/item.ts';

/** The CAs that programs take from a bundle, or what client-go says where it takes none. */
export type LoadedRoots = {
  readonly go: readonly Certificate[];
  readonly openssl: readonly Certificate[];
  readonly goError: string | undefined;
};

const PREFIX = 'unable to load root certificates: ';

/**
 * Loads a bundle as CertPool.AppendCertsFromPEM of crypto/x509 does, with the errors of rootCertPool of client-go
 * (k8s.io/client-go transport/transport.go), which kube-apiserver uses for every caBundle. What cannot be parsed is
 * left out in silence as long as one certificate can.
 *
 * @param fault what the API server says of a field that is no base64
 */
export function loadRoots(bundle: Material, fault: string | undefined): LoadedRoots {
  const blocks = bundle.items.filter((item) => isVisible(bundle, item));
  const found = blocks.filter((item) => item.kind === 'certificate').filter(isCertificateBlock);
  const openssl = found.map(({ certificate }) => certificate);
  const go = openssl.filter(({ faults }) => faults.length === 0);
  const goError = fault ?? (go.length > 0 ? undefined : PREFIX + loadError(blocks, found));
  return { go, openssl, goError };
}

/** Go's pem.Decode finds a block at the start of a line; a byte order mark is no start of a line. */
function isVisible({ remarks }: Material, { block }: Item): boolean {
  if (block.label === undefined || block.fault !== undefined) return false;
  return remarks.every(({ id }) => id === 'byte-order-mark' && block.line !== 1);
}

function isCertificateBlock({ block }: PlacedCertificate): boolean {
  return block.label === 'CERTIFICATE' && !block.hasHeaders;
}

function loadError(blocks: readonly Item[], found: readonly PlacedCertificate[]): string {
  if (blocks.length === 0) return 'unable to parse bytes as PEM block';
  const fault = found.flatMap(({ certificate }) => certificate.faults)[0];
  return fault === undefined
    ? 'no valid certificate authority data seen'
    : `failed to parse certificate: ${fault.go}`;
}
