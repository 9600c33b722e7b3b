import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of PEM files, NAME.crt and NAME.key, made by openssl. */
export type Certificates = {
  readonly directory: string;
  readonly file: (name: string) => string;
  readonly pem: (name: string) => string;
  /** Signs another certificate; the common name comes last in the subject. */
  readonly issue: (name: string, authority: string, leaf: Leaf) => void;
  readonly remove: () => void;
};

/** Subject in openssl's form, extensions as in a configuration file; `days` may lie in the past. */
type Leaf = {
  readonly subject: string;
  readonly extensions: readonly string[];
  readonly days?: number;
};

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

export const clientAuth = 'extendedKeyUsage=clientAuth';
const serverAuth = ['subjectAltName=DNS:my-aa.my-aa-system.svc,DNS:localhost', 'extendedKeyUsage=serverAuth'];

/** The three CAs and the leaves that most tests need. */
export const makeCertificates = (): Certificates => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-aa-certs-'));
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const issue = (name: string, authority: string, { subject, extensions, days = 30 }: Leaf): void => {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
    writeFileSync(join(directory, `${name}.ext`), `${extensions.join('\n')}\n`);
    const signer = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
    const files = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extfile', `${name}.ext`];
    openssl('x509', '-req', ...signer, ...files, '-days', String(days));
  };
  for (const name of ['server-ca', 'client-ca', 'proxy-ca', 'foreign-ca']) {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-days',
      '30',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-subj',
      `/CN=${name}`,
    );
  }
  issue('tls', 'server-ca', { subject: '/CN=my-aa', extensions: serverAuth });
  issue('tls2', 'server-ca', { subject: '/CN=my-aa-renewed', extensions: serverAuth });
  for (const [name, authority, subject] of leaves)
    issue(name, authority, { subject, extensions: [clientAuth] });
  return {
    directory,
    file: (name) => join(directory, name),
    pem: (name) => readFileSync(join(directory, name), 'utf8'),
    issue,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};

const leaves = [
  ['admin', 'client-ca', '/O=system:masters/CN=admin'],
  ['alice', 'client-ca', '/O=dev/O=ops, west/CN=alice'],
  ['proxy', 'proxy-ca', '/CN=front-proxy-client'],
  ['misnamed', 'proxy-ca', '/CN=somebody'],
  ['foreign', 'foreign-ca', '/O=system:masters/CN=admin'],
] as const;
