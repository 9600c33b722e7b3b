import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alternativeNames,
  extendedKeyUsage,
  leafConstraints,
} from '../../../src/certs/certificate-extensions.ts';
import {
  booleanTrue,
  type DerElement,
  encodeDer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  utf8String,
} from '../../../src/certs/der-writer.ts';
import { EXTENSION_IDS } from '../../../src/certs/object-identifiers.ts';
import { signCertificate } from '../../../src/certs/sign-certificate.ts';
import { signerOf } from '../../../src/certs/signer.ts';
import { validityFor } from '../../../src/model/certificate/certificate-lifetime.ts';

/** A directory of PEM files, NAME.crt and NAME.key, made without any program, since a machine may have none. */
export type Certificates = {
  readonly directory: string;
  readonly file: (name: string) => string;
  readonly pem: (name: string) => string;
  /** Signs another certificate; the common name comes last in the subject. */
  readonly issue: (name: string, authority: string, leaf: Leaf) => void;
  readonly remove: () => void;
};

/** Subject and extensions as openssl's configuration writes them: `/O=dev/CN=alice`, `extendedKeyUsage=clientAuth`. */
type Leaf = { readonly subject: string; readonly extensions: readonly string[] };

export const clientAuth = 'extendedKeyUsage=clientAuth';
const serverAuth = ['subjectAltName=DNS:my-aa.my-aa-system.svc,DNS:localhost', 'extendedKeyUsage=serverAuth'];
const authority = 'basicConstraints=critical,CA:TRUE';

/** The CAs and the leaves that most tests need. */
export const makeCertificates = (): Certificates => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-aa-certs-'));
  const file = (name: string) => join(directory, name);
  const pem = (name: string) => readFileSync(file(name), 'utf8');
  const issue = (name: string, issuer: string, { subject, extensions }: Leaf): void => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file(`${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const certificate = signCertificate(
      {
        issuer: nameOf(issuer === name ? subject : subjectOf(pem(`${issuer}.crt`))),
        subject: nameOf(subject),
        validity: validityFor(Date.now(), 30),
        publicKeyInfo: publicKey.export({ type: 'spki', format: 'der' }),
        extensions: extensions.map(extensionOf),
      },
      signerOf(createPrivateKey(pem(`${issuer}.key`))),
    );
    writeFileSync(file(`${name}.crt`), new X509Certificate(certificate).toString());
  };
  for (const name of ['server-ca', 'client-ca', 'proxy-ca', 'foreign-ca']) {
    issue(name, name, { subject: `/CN=${name}`, extensions: [authority] });
  }
  issue('tls', 'server-ca', { subject: '/CN=my-aa', extensions: serverAuth });
  issue('tls2', 'server-ca', { subject: '/CN=my-aa-renewed', extensions: serverAuth });
  for (const [name, issuer, subject] of leaves) issue(name, issuer, { subject, extensions: [clientAuth] });
  const remove = () => rmSync(directory, { recursive: true, force: true });
  return { directory, file, pem, issue, remove };
};

const leaves = [
  ['admin', 'client-ca', '/O=system:masters/CN=admin'],
  ['alice', 'client-ca', '/O=dev/O=ops, west/CN=alice'],
  ['proxy', 'proxy-ca', '/CN=front-proxy-client'],
  ['misnamed', 'proxy-ca', '/CN=somebody'],
  ['foreign', 'foreign-ca', '/O=system:masters/CN=admin'],
] as const;

const attributes: Readonly<Record<string, string>> = { O: '2.5.4.10', CN: '2.5.4.3' };

const nameOf = (subject: string): Uint8Array => {
  const parts = subject.split('/').slice(1);
  const encoded = parts.map((part) => {
    const [type = '', value = ''] = part.split('=');
    return set(sequence(objectIdentifier(attributes[type] ?? type), utf8String(value)));
  });
  return encodeDer(sequence(...encoded));
};

const subjectOf = (pem: string): string =>
  new X509Certificate(pem).subject
    .split('\n')
    .map((part) => `/${part}`)
    .join('');

const extensionOf = (line: string): DerElement => {
  const [name, value = ''] = line.split('=');
  if (name === 'subjectAltName') {
    return alternativeNames({ dnsNames: value.replaceAll('DNS:', '').split(','), ipAddresses: [] });
  }
  if (name === 'extendedKeyUsage') {
    return extendedKeyUsage(value === 'serverAuth' ? 'serverAuth' : 'clientAuth');
  }
  if (line !== authority) return leafConstraints();
  const constraints = octetString(encodeDer(sequence(booleanTrue())));
  return sequence(objectIdentifier(EXTENSION_IDS.basicConstraints), booleanTrue(), constraints);
};
