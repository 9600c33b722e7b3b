import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  booleanTrue,
  type DerElement,
  encodeDer,
  explicitTag,
  implicitTag,
  integer,
  nullElement,
  objectIdentifier,
  octetString,
  rawElement,
  sequence,
  set,
  time,
} from '../../src/certs/der-writer.ts';
import { keyIdentifierOf } from '../../src/certs/key-identifier.ts';
import { encodePem } from '../../src/certs/pem.ts';
import { encodeSubject } from '../../src/certs/sign-certificate.ts';

/** A certificate with its key, good or not. */
export type Made = {
  readonly pem: string;
  readonly der: Buffer;
  readonly keyPem: string;
  readonly key: KeyObject;
  readonly subject: Uint8Array;
  readonly keyIdentifier: Uint8Array;
};

/** The extensions of a good certificate, by name; undefined leaves one out. */
type ExtensionSet = Readonly<Record<string, DerElement | undefined>>;

/** What is asked for; everything else is good. */
export type Recipe = {
  readonly name?: string;
  readonly subject?: Uint8Array;
  readonly issuer?: Made;
  readonly ca?: boolean;
  readonly names?: readonly string[];
  readonly ips?: readonly (readonly number[])[];
  readonly keyType?: keyof typeof KEYS;
  readonly key?: KeyObject;
  readonly serial?: Uint8Array;
  readonly version?: 1 | 3;
  readonly digest?: 'sha1' | 'sha256';
  /** Days from now. */
  readonly days?: readonly [from: number, to: number];
  /** Given the good extensions. */
  readonly extensions?: ExtensionSet;
  readonly trailing?: boolean;
};

export const DAY = 86_400_000;
/** One clock for all certificates of a run, whole seconds. */
export const NOW = Math.floor(Date.now() / 1000) * 1000;

const KEYS = {
  p256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  p384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  p521: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  p224: () => generateKeyPairSync('ec', { namedCurve: 'secp224r1' }).privateKey,
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
  rsa1024: () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  rsa2048: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};

const SIGNATURES: Readonly<Record<string, string>> = {
  'rsa sha1': '1.2.840.113549.1.1.5',
  'rsa sha256': '1.2.840.113549.1.1.11',
  'ec sha1': '1.2.840.10045.4.1',
  'ec sha256': '1.2.840.10045.4.3.2',
  'ed25519 sha256': '1.3.101.112',
};

/** One extension with its own encoding. */
export function ext(id: string, value: DerElement, critical = false): DerElement {
  const wrapped = octetString(encodeDer(value));
  return critical
    ? sequence(objectIdentifier(id), booleanTrue(), wrapped)
    : sequence(objectIdentifier(id), wrapped);
}

/** Basic constraints. */
export function constraintsOf(ca: boolean, pathLength?: number, critical = true): DerElement {
  const length = pathLength === undefined ? [] : [integer(Uint8Array.of(pathLength))];
  return ext('2.5.29.19', sequence(...(ca ? [booleanTrue()] : []), ...length), critical);
}

/** Key usage from its octet: 0x80 digitalSignature, 0x20 keyEncipherment, 0x04 keyCertSign, 0x02 cRLSign. */
export function usage(octet: number): DerElement {
  const unused = octet === 0 ? 0 : 31 - Math.clz32(octet & -octet);
  return ext('2.5.29.15', bitString(octet === 0 ? new Uint8Array() : Uint8Array.of(octet), unused), true);
}

/** Extended key usage: 1 serverAuth, 2 clientAuth, 0 any. */
export function purpose(number: 0 | 1 | 2): DerElement {
  const oid = number === 0 ? '2.5.29.37.0' : `1.3.6.1.5.5.7.3.${number}`;
  return ext('2.5.29.37', sequence(objectIdentifier(oid)));
}

/** Subject alternative names; names as raw bytes. */
export function altNames(
  names: readonly (string | Uint8Array)[],
  ips: readonly (readonly number[])[] = [],
  critical = false,
): DerElement {
  const dns = names.map((name) =>
    implicitTag(2, typeof name === 'string' ? new TextEncoder().encode(name) : name),
  );
  return ext(
    '2.5.29.17',
    sequence(...dns, ...ips.map((ip) => implicitTag(7, Uint8Array.from(ip)))),
    critical,
  );
}

/** Key identifiers. */
const subjectKey = (id: Uint8Array) => ext('2.5.29.14', octetString(id));
export const authorityKey = (id: Uint8Array) => ext('2.5.29.35', sequence(implicitTag(0, id)));

/** Name constraints that permit or exclude one DNS domain. */
export function permit(domain: string, excluded = false): DerElement {
  const subtree = sequence(implicitTag(2, new TextEncoder().encode(domain)));
  const tagged = explicitTag(excluded ? 1 : 0, subtree);
  return ext('2.5.29.30', sequence(tagged), true);
}

/** A Name of one common name, as a PrintableString whatever is in it. */
export function printableName(text: string): Uint8Array {
  const value = Uint8Array.of(0x13, text.length, ...new TextEncoder().encode(text));
  return encodeDer(sequence(set(sequence(objectIdentifier('2.5.4.3'), rawElement(value)))));
}

/** A Name without attributes. */
export const EMPTY_NAME: Uint8Array = Uint8Array.of(0x30, 0);

/** Makes a certificate: a root CA, an intermediate, a leaf, or one that signed itself. */
export function make(recipe: Recipe = {}): Made {
  const key = recipe.key ?? KEYS[recipe.keyType ?? 'p256']();
  const info = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const keyIdentifier = keyIdentifierOf(info);
  const subject = recipe.subject ?? encodeSubject({ organizations: [], commonName: nameOf(recipe) });
  const signer = recipe.issuer?.key ?? key;
  const digest = recipe.digest ?? 'sha256';
  const algorithm = algorithmOf(signer, digest);
  const list = Object.values({ ...goodExtensions(recipe, keyIdentifier), ...recipe.extensions });
  const [from, to] = recipe.days ?? [-1, 300];
  const tbs = concatenated([
    ...(recipe.version === 1 ? [] : [encodeDer(explicitTag(0, integer(Uint8Array.of(2))))]),
    rawInteger(recipe.serial ?? nextSerial()),
    encodeDer(algorithm),
    recipe.issuer?.subject ?? subject,
    encodeDer(sequence(time(NOW + from * DAY), time(NOW + to * DAY))),
    subject,
    info,
    ...extensionField(list.filter((extension) => extension !== undefined)),
  ]);
  const signature = sign(signer.asymmetricKeyType === 'ed25519' ? null : digest, tbs, signer);
  const whole = concatenated([tbs, encodeDer(algorithm), encodeDer(bitString(signature))]);
  const der = recipe.trailing ? Buffer.concat([whole, Buffer.from([0, 0])]) : whole;
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem: encodePem('CERTIFICATE', der), der, keyPem, key, subject, keyIdentifier };
}

function nameOf({ name, ca }: Recipe): string {
  return name ?? (ca === true ? 'kx-ca' : 'aa');
}

function goodExtensions({ ca = false, names, ips, issuer }: Recipe, keyIdentifier: Uint8Array): ExtensionSet {
  const forServers = { purpose: purpose(1), names: altNames(names ?? ['aa.aa-system.svc'], ips) };
  return {
    constraints: constraintsOf(ca),
    usage: usage(ca ? 0x06 : 0x80),
    ...(ca ? {} : forServers),
    subjectKey: subjectKey(keyIdentifier),
    ...(issuer === undefined ? {} : { authorityKey: authorityKey(issuer.keyIdentifier) }),
  };
}

function extensionField(list: readonly DerElement[]): readonly Uint8Array[] {
  return list.length === 0 ? [] : [encodeDer(explicitTag(3, sequence(...list)))];
}

function algorithmOf(signer: KeyObject, digest: string): DerElement {
  const type = signer.asymmetricKeyType ?? '';
  const id = objectIdentifier(SIGNATURES[`${type} ${digest}`] ?? '');
  return type === 'rsa' ? sequence(id, nullElement()) : sequence(id);
}

let count = 0;

function nextSerial(): Uint8Array {
  count++;
  return Uint8Array.of(0x40, count >> 8, count & 0xff, 1);
}

/** node-forge mends what is not in its shortest form. */
function rawInteger(octets: Uint8Array): Uint8Array {
  return Uint8Array.of(0x02, octets.length, ...octets);
}

/** A SEQUENCE of what is encoded already. */
function concatenated(parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x30, ...size]), content]);
}
