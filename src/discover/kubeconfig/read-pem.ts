import { readFile } from 'node:fs/promises';
import { errnoReason } from '../../errno-reason.ts';
import { ClusterError } from '../../errors.ts';

/** The labels of RFC 7468 that hold each, and those that OpenSSL and Go's crypto/tls take beside them. */
const LABELS = {
  certificate: /^(?:X509 |TRUSTED )?CERTIFICATE$/,
  'private key': /PRIVATE KEY$/,
} as const;

/** A PEM that a cluster or a user names. */
type Pem = {
  readonly what: keyof typeof LABELS;
  /** As messages name it: `--client-key`, or `client-key of context …`. */
  readonly name: string;
  readonly path: string | undefined;
  /** Base64 of the PEM. */
  readonly data: string | undefined;
};

/**
 * Reads a certificate or a key and looks at its labels: node:tls takes a CA without a certificate for one that signed
 * nothing, and would blame the server.
 *
 * @returns the PEM; undefined where neither path nor data say one
 * @throws ClusterError naming the flag or the kubeconfig, the file, and what it holds instead
 */
export async function readPem({ what, name, path, data }: Pem): Promise<string | undefined> {
  // A file is named by its own path, and needs no context beside that.
  const said = path === undefined ? name : name.replace(/ of .*/s, '');
  const text =
    path === undefined ? data && Buffer.from(data, 'base64').toString('utf8') : await readNamed(said, path);
  if (text === undefined || (path === undefined && text === '')) return undefined;
  const labels = [...text.matchAll(/-----BEGIN ([^-\r\n]+)-----/g)].map(([, label = '']) => label);
  if (labels.some((label) => LABELS[what].test(label))) return text;
  const holder = path === undefined ? said : `${said} ${path}`;
  if (labels.length === 0) {
    throw new ClusterError(`${holder} holds no ${what}: it is no PEM, it has no -----BEGIN line`);
  }
  throw new ClusterError(`${holder} holds no ${what}, only ${[...new Set(labels)].join(', ')}`);
}

/**
 * @param name what names the file
 * @returns its text
 * @throws ClusterError naming both and why it cannot be read
 */
export async function readNamed(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ClusterError(`cannot read ${name} ${path}: ${errnoReason(error)}`, { cause: error });
  }
}
