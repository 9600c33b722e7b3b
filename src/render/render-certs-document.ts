import { timestampOf } from '../model/certificate/certificate-date.ts';
import type {
  CertificateDescription,
  CertificateSet,
  CertificateWithKey,
} from '../model/certificate/certificate-set.ts';

/** A file as the documents of all writing commands have it. */
type FileEntry = {
  readonly path: string;
  readonly action: string;
  /** Octal, as chmod takes it. */
  readonly mode: string;
  readonly sha256: string;
};

/** The result of kx certs gen for programs; no key material. */
export type CertificateSetDocument = {
  readonly kind: 'CertificateSet';
  readonly written: boolean;
  readonly files: readonly FileEntry[];
  /** Base64 of the CA's PEM: the value of a caBundle field. */
  readonly caBundle: string;
  readonly ca: CertificateDocument;
  readonly leaf: CertificateDocument & {
    readonly dnsNames: readonly string[];
    readonly ipAddresses: readonly string[];
  };
  readonly notes: readonly string[];
};

type CertificateDocument = {
  /** RFC 4514. */
  readonly subject: string;
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Of the DER, lower-case hex. */
  readonly sha256: string;
};

/** What of a CertificateSet programs are told. */
export type DocumentedSet = Pick<CertificateSet, 'caBundle'> & {
  readonly [half in 'ca' | 'leaf']: Pick<CertificateWithKey, 'description'>;
};

type Outcome = {
  readonly written: boolean;
  readonly files: readonly FileEntry[];
  readonly notes: readonly string[];
};

/** @returns the document of `-o json` */
export function documentCerts(
  set: DocumentedSet,
  { written, files, notes }: Outcome,
): CertificateSetDocument {
  const { dnsNames, ipAddresses } = set.leaf.description;
  return {
    kind: 'CertificateSet',
    written,
    files,
    caBundle: set.caBundle,
    ca: documentCertificate(set.ca.description),
    leaf: { ...documentCertificate(set.leaf.description), dnsNames, ipAddresses },
    notes,
  };
}

function documentCertificate(description: CertificateDescription): CertificateDocument {
  const { subject, notBefore, notAfter, sha256 } = description;
  return { subject, notBefore: timestampOf(notBefore), notAfter: timestampOf(notAfter), sha256 };
}
