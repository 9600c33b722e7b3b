import { execFile } from 'node:child_process';
import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type KeyPairFiles = { readonly certFile: string; readonly keyFile: string };

/** The files of a control plane's certificates, in PEM. */
export type Pki = {
  /** Signs the server's and the clients' certificates, as kubeadm's ca.crt. */
  readonly ca: KeyPairFiles;
  readonly server: KeyPairFiles;
  readonly admin: KeyPairFiles;
  readonly controllerManager: KeyPairFiles;
  /** Apart from `ca`: whoever has a certificate of this one may claim to be any user. */
  readonly frontProxyCa: KeyPairFiles;
  readonly frontProxyClient: KeyPairFiles;
  readonly serviceAccountKey: { readonly privateFile: string; readonly publicFile: string };
};

// openssl's program signs, because node:crypto cannot make certificates, because binaries named by
// KUBEBUILDER_ASSETS come without a helper of ours, and because tests of kx's own certificates need something
// beside them that kx did not make. Sections are the kinds of certificate.
const opensslConfig = `
[req]
distinguished_name = subject
prompt = no
[subject]
CN = unused
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, digitalSignature, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = IP:127.0.0.1, IP:10.0.0.1, DNS:localhost, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, DNS:kubernetes.default.svc.cluster.local
[client]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
authorityKeyIdentifier = keyid
`;

/**
 * Makes the certificates and keys of a control plane in the new directory `dir`: ECDSA P-256, but RSA 2048 for
 * the key that signs service account tokens. They are valid for ten days from now.
 *
 * Subjects: https://kubernetes.io/docs/setup/best-practices/certificates/
 *
 * @throws Error when there is no openssl on PATH.
 */
export async function createPki(dir: string): Promise<Pki> {
  await mkdir(dir, { mode: 0o700 });
  await writeFile(join(dir, 'openssl.cnf'), opensslConfig);
  const [ca, frontProxyCa, serviceAccountKey] = await Promise.all([
    createAuthority(dir, 'ca', '/CN=kubernetes'),
    createAuthority(dir, 'front-proxy-ca', '/CN=kubernetes-front-proxy-ca'),
    createServiceAccountKey(dir),
  ]);
  const leaf = (name: string, leafOptions: Omit<Leaf, 'name'>) => createLeaf(dir, { name, ...leafOptions });
  const [server, admin, controllerManager, frontProxyClient] = await Promise.all([
    leaf('server', { issuer: ca, extensions: 'server', subject: '/CN=kube-apiserver' }),
    leaf('admin', { issuer: ca, extensions: 'client', subject: '/O=system:masters/CN=kubernetes-admin' }),
    leaf('controller-manager', {
      issuer: ca,
      extensions: 'client',
      subject: '/CN=system:kube-controller-manager',
    }),
    leaf('front-proxy-client', {
      issuer: frontProxyCa,
      extensions: 'client',
      subject: '/CN=front-proxy-client',
    }),
  ]);
  return { ca, server, admin, controllerManager, frontProxyCa, frontProxyClient, serviceAccountKey };
}

async function createAuthority(dir: string, name: string, subject: string): Promise<KeyPairFiles> {
  const files = await createKey(dir, name);
  const serial = ['-set_serial', serialNumber()];
  const request = ['req', '-config', 'openssl.cnf', '-new', '-key', files.keyFile, '-subj', subject];
  await openssl(dir, [
    ...request,
    '-x509',
    '-extensions',
    'ca',
    '-days',
    '10',
    ...serial,
    '-out',
    files.certFile,
  ]);
  return files;
}

type Leaf = {
  readonly name: string;
  readonly issuer: KeyPairFiles;
  readonly extensions: 'server' | 'client';
  readonly subject: string;
};

async function createLeaf(dir: string, { name, issuer, extensions, subject }: Leaf): Promise<KeyPairFiles> {
  const files = await createKey(dir, name);
  const request = `${name}.csr`;
  await openssl(dir, [
    'req',
    '-config',
    'openssl.cnf',
    '-new',
    '-key',
    files.keyFile,
    '-subj',
    subject,
    '-out',
    request,
  ]);
  const signer = ['-CA', issuer.certFile, '-CAkey', issuer.keyFile, '-set_serial', serialNumber()];
  const contents = ['-extfile', 'openssl.cnf', '-extensions', extensions, '-days', '10'];
  await openssl(dir, ['x509', '-req', '-in', request, ...signer, ...contents, '-out', files.certFile]);
  return files;
}

async function createKey(dir: string, name: string): Promise<KeyPairFiles> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const keyFile = join(dir, `${name}.key`);
  await writePrivateKey(keyFile, privateKey);
  return { certFile: join(dir, `${name}.crt`), keyFile };
}

async function createServiceAccountKey(dir: string): Promise<Pki['serviceAccountKey']> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const files = { privateFile: join(dir, 'sa.key'), publicFile: join(dir, 'sa.pub') };
  await writePrivateKey(files.privateFile, privateKey);
  await writeFile(files.publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
  return files;
}

async function writePrivateKey(file: string, key: KeyObject): Promise<void> {
  await writeFile(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
}

// RFC 5280 section 4.1.2.2: positive, at most 20 octets.
function serialNumber(): string {
  return `0x4${randomBytes(15).toString('hex')}`;
}

async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args, { cwd }).catch((cause: unknown) => {
    throw new Error(`the certificates of the control plane need openssl on PATH: ${String(cause)}`, {
      cause,
    });
  });
}
