import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { formatName } from '../../model/certificate/certificate-subject.ts';
import { contentOf, splitContent, splitElement } from '../der-reader.ts';
import { DER_TAGS } from '../der-tags.ts';
import { InputError } from '../input-error.ts';
import { parseName } from '../parse-name.ts';
import { readCertificateLoosely } from './certificate.ts';
import { type DerKind, identifyDer } from './identify-der.ts';
import type { BlockFacts, Item } from './item.ts';
import { type KeyFacts, keyFacts } from './key-facts.ts';

type Source = {
  readonly place: string;
  readonly der: Uint8Array;
  readonly block: BlockFacts;
  /** The PEM block, for keys whose headers matter. */
  readonly text?: string;
};

const SENTENCES = {
  pkcs7:
    'is PKCS#7, which kx does not read: openssl pkcs7 -print_certs -in FILE (-inform DER) shows its certificates',
  pkcs12:
    'is PKCS#12, which kx does not read: openssl pkcs12 -in FILE -nokeys prints its certificates, -nocerts its keys',
  'certificate revocation list': 'is a certificate revocation list, which Kubernetes does not look at',
  unknown: 'is no structure that kx knows: it is damaged, or no certificate at all',
} as const;

/** @returns what a DER structure is, also where its PEM label says otherwise */
export function readItem(source: Source): Item {
  const kind = kindOf(source);
  const expected = source.block.label === undefined ? undefined : EXPECTED.get(source.block.label);
  const { block } = source;
  const at = { place: source.place, block };
  if (expected !== undefined && expected !== kind && kind !== 'unknown') {
    return { ...at, kind: 'other', isDamaged: true, sentence: `says ${block.label} but holds a ${kind}` };
  }
  return READERS[kind](source, at);
}

type Place = Pick<Item, 'place' | 'block'>;

const READERS: Readonly<Record<DerKind, (source: Source, at: Place) => Item>> = {
  certificate: readCertificate,
  'certificate request': readRequest,
  'private key': readKey,
  'encrypted private key': (_, at) => ({ ...at, kind: 'private key', key: undefined, isEncrypted: true }),
  'public key': ({ der }, at) => {
    const key = factsOf(() => createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }));
    return key === undefined
      ? damaged(at, 'holds a public key that is damaged')
      : { ...at, kind: 'public key', key };
  },
  pkcs7: (_, at) => other(at, SENTENCES.pkcs7),
  pkcs12: (_, at) => other(at, SENTENCES.pkcs12),
  'certificate revocation list': (_, at) => other(at, SENTENCES['certificate revocation list']),
  unknown: (_, at) => damaged(at, SENTENCES.unknown),
};

/** PEM labels and what belongs under them (RFC 7468, and what OpenSSL wrote before it). */
const EXPECTED: ReadonlyMap<string, DerKind> = new Map([
  ['CERTIFICATE', 'certificate'],
  ['X509 CERTIFICATE', 'certificate'],
  ['CERTIFICATE REQUEST', 'certificate request'],
  ['NEW CERTIFICATE REQUEST', 'certificate request'],
  ['PRIVATE KEY', 'private key'],
  ['PUBLIC KEY', 'public key'],
  ['PKCS7', 'pkcs7'],
]);

/** A key whose encryption is told by headers has no outline of its own. */
function kindOf({ der, block, text }: Source): DerKind {
  const label = block.label ?? '';
  if (label === 'ENCRYPTED PRIVATE KEY' || text?.includes('Proc-Type: 4,ENCRYPTED')) {
    return 'encrypted private key';
  }
  const kind = identifyDer(der);
  if (kind !== 'unknown') return kind;
  return /PRIVATE KEY$/.test(label) ? 'private key' : 'unknown';
}

function readCertificate({ der }: Source, at: Place): Item {
  try {
    return { ...at, kind: 'certificate', certificate: readCertificateLoosely(der) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return damaged(at, `holds a certificate that cannot be read: it ${error.message}`);
  }
}

function readKey({ der, block, text }: Source, at: Place): Item {
  if (block.label === 'OPENSSH PRIVATE KEY') {
    return other(at, "is a key in OpenSSH's own form: convert a copy with ssh-keygen -p -m PKCS8 -f FILE");
  }
  const key = factsOf(() => (text === undefined ? keyOfDer(der) : createPrivateKey(text)));
  if (key === undefined) return damaged(at, 'holds a private key that is damaged');
  return { ...at, kind: 'private key', key, isEncrypted: false };
}

function keyOfDer(der: Uint8Array): KeyObject {
  for (const type of ['pkcs8', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: Buffer.from(der), format: 'der', type });
    } catch {
      // The next form is tried: DER does not say which one it is.
    }
  }
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs1' });
}

/** PKCS#10 (RFC 2986): version, subject, public key, attributes. */
function readRequest({ der }: Source, at: Place): Item {
  try {
    const [body] = splitContent(contentOf(splitElement(der), DER_TAGS.sequence));
    const [, subject, info] = splitContent(contentOf(body, DER_TAGS.sequence));
    const spki = Buffer.from(info?.encoded ?? []);
    return {
      ...at,
      kind: 'request',
      subject: formatName(parseName(subject?.encoded ?? new Uint8Array())),
      key: factsOf(() => createPublicKey({ key: spki, format: 'der', type: 'spki' })),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return damaged(at, `holds a certificate request that cannot be read: it ${error.message}`);
  }
}

/** OpenSSL's own messages are error codes that help nobody. */
function factsOf(read: () => KeyObject): KeyFacts | undefined {
  try {
    return keyFacts(read());
  } catch {
    return undefined;
  }
}

function other(at: Place, sentence: string): Item {
  return { ...at, kind: 'other', sentence, isDamaged: false };
}

function damaged(at: Place, sentence: string): Item {
  return { ...at, kind: 'other', sentence, isDamaged: true };
}
