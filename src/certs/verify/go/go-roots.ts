import type { Certificate } from '../../input/certificate.ts';
import { certificatesOf, type Item, type Material, type PlacedCertificate } from '../../input/item.ts';

/** The CAs that programs take from a bundle, or what client-go says where it takes none. */
export type LoadedRoots = {
  readonly go: readonly Certificate[];
  readonly openssl: readonly Certificate[];
  readonly node: readonly Certificate[];
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
  const blocks = bundle.items.filter((item) => isVisibleToGo(bundle, item));
  const found = blocks
    .filter((item) => item.kind === 'certificate')
    .filter(({ block }) => block.label === 'CERTIFICATE' && !block.hasHeaders);
  const go = found.map(({ certificate }) => certificate).filter(({ faults }) => faults.length === 0);
  const goError = go.length > 0 ? undefined : loadError(bundle, blocks, found);
  const openssl = rootsOfOpenSsl(bundle);
  return { go, openssl, node: openssl.filter(isAlone), goError: fault ?? goError };
}

/** Go's pem.Decode finds a block at the start of a line; a byte order mark is no start of a line. */
function isVisibleToGo({ remarks }: Material, { block }: Item): boolean {
  if (block.label === undefined || block.fault !== undefined) return false;
  return remarks.every(({ id }) => id === 'byte-order-mark' && block.line !== 1);
}

const OPENSSL_LABELS = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

/** OpenSSL skips a byte order mark and takes its own labels as well. Headers are to it those of an encrypted block. */
function rootsOfOpenSsl(bundle: Material): readonly Certificate[] {
  if (bundle.remarks.some(({ id }) => id !== 'byte-order-mark')) return [];
  return certificatesOf(bundle)
    .filter(({ block }) => block.fault === undefined && OPENSSL_LABELS.has(block.label ?? ''))
    .filter(({ block }) => !block.hasHeaders)
    .map(({ certificate }) => certificate)
    .filter(({ x509 }) => x509 !== undefined);
}

/** Behind a root Node looks for settings of its trust (PEM_read_bio_X509_AUX), and takes other bytes for broken ones. */
function isAlone({ faults }: Certificate): boolean {
  return faults.every(({ id }) => id !== 'trailing-data');
}

/** An empty bundle leaves the roots of the system, which do not have a CA of one's own. */
function loadError(
  { bytes }: Material,
  blocks: readonly Item[],
  found: readonly PlacedCertificate[],
): string {
  if (bytes.length === 0) return 'x509: certificate signed by unknown authority';
  if (blocks.length === 0) return `${PREFIX}unable to parse bytes as PEM block`;
  const fault = found.flatMap(({ certificate }) => certificate.faults)[0];
  return fault === undefined
    ? `${PREFIX}no valid certificate authority data seen`
    : `${PREFIX}failed to parse certificate: ${fault.go}`;
}
