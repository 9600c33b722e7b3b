import { createPrivateKey, X509Certificate } from 'node:crypto';

import { errnoReason } from '../../errno-reason.ts';
import { ClusterError } from '../../errors.ts';
import { encodeBlock, type PemBlock, pemBlocks } from './pem-blocks.ts';
import { readBytes } from './read-bytes.ts';

/** A PEM that a cluster or a user names. */
export type NamedPem = {
  /** As messages name it: `--client-key`, or `client-key of context …`. */
  readonly name: string;
  readonly path: string | undefined;
  /** Base64 of the PEM. */
  readonly data: string | undefined;
};

/**
 * Reads certificates as Go does (crypto/x509 AppendCertsFromPEM): blocks of other kinds and broken ones are passed
 * over. node:tls takes a CA without a certificate for one that signed nothing, and would blame the server.
 *
 * @returns their PEM; undefined where neither path nor data say one
 * @throws ClusterError naming the flag or the kubeconfig, the file, and what it holds instead
 */
export async function readCertificates(pem: NamedPem): Promise<string | undefined> {
  const read = await readBlocks(pem);
  return read === undefined ? undefined : certificatesOf(read);
}

/**
 * @param holder what messages name
 * @returns the certificates among the blocks, as PEM
 * @throws ClusterError where there is none
 */
export function certificatesOf({ blocks, holder }: Held): string {
  const good = blocks.filter(
    (block) => block.label === 'CERTIFICATE' && !block.hasHeaders && isCertificate(block),
  );
  if (good.length === 0) throw holdsNo('certificate', { blocks, holder });
  return good.map(encodeBlock).join('');
}

/**
 * Reads a private key as Go does (crypto/tls X509KeyPair), which knows no passphrase.
 *
 * @returns its PEM; undefined where neither path nor data say one
 * @throws ClusterError naming the flag or the kubeconfig, the file, and what it holds instead
 */
export async function readKey(pem: NamedPem): Promise<string | undefined> {
  const read = await readBlocks(pem);
  return read === undefined ? undefined : keyOf(read);
}

/** @returns `client-key` and `context …` of `client-key of context …`; a flag has no second */
export function splitName(name: string): readonly [field: string, context?: string] {
  const [, field = name, context] = /^(\S+) of (.*)$/s.exec(name) ?? [];
  return context === undefined ? [field] : [field, context];
}

/** @returns the private key among the blocks, as PEM. @throws ClusterError where there is none, or one that is locked */
export function keyOf({ blocks, holder }: Held): string {
  const block = blocks.find(({ label }) => /(?:^| )PRIVATE KEY$/.test(label));
  if (block === undefined) throw holdsNo('private key', { blocks, holder });
  if (block.label.startsWith('ENCRYPTED') || block.hasHeaders) {
    throw new ClusterError(`${holder} is encrypted, and neither kubectl nor kx asks for its passphrase`, {
      hint: 'write it without one: openssl pkey -in FILE -out NEW-FILE',
    });
  }
  try {
    createPrivateKey(encodeBlock(block));
  } catch (error) {
    throw new ClusterError(`${holder} holds a private key that cannot be read`, { cause: error });
  }
  return encodeBlock(block);
}

/**
 * Go refuses such a pair before it connects; OpenSSL would name neither.
 *
 * @throws ClusterError for a certificate and a key that do not belong together
 */
export function checkPair(pair: { readonly cert: string; readonly key: string }, names: string): void {
  if (new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key))) return;
  throw new ClusterError(`${names} do not belong together: the certificate is for another key`);
}

/** A file that could not be opened. */
type Unreadable = {
  readonly name: string;
  readonly path: string;
  readonly error: unknown;
  readonly context: string | undefined;
};

/** @returns the error that names the file, why it cannot be read, and who names it */
export function unreadable({ name, path, error, context }: Unreadable): ClusterError {
  return new ClusterError(`cannot read ${name} ${path}: ${errnoReason(error)}`, {
    cause: error,
    ...(context === undefined ? {} : { hint: `${context} names it` }),
  });
}

/** Blocks of PEM, and what messages call their holder. */
export type Held = { readonly blocks: readonly PemBlock[]; readonly holder: string };

async function readBlocks({ name, path, data }: NamedPem): Promise<Held | undefined> {
  if (path === undefined && (data === undefined || data === '')) return undefined;
  // A file is named by its own path, and needs no context beside that.
  const [said, context] = path === undefined ? [name] : splitName(name);
  const text =
    path === undefined
      ? Buffer.from(data ?? '', 'base64').toString('utf8')
      : await readNamed(said, path, context);
  return { blocks: pemBlocks(text), holder: path === undefined ? said : `${said} ${path}` };
}

/**
 * @param name what names the file
 * @param context where that is said, for a file that no flag names
 * @returns its text
 * @throws ClusterError naming both and why it cannot be read
 */
export async function readNamed(name: string, path: string, context?: string): Promise<string> {
  try {
    return (await readBytes(path)).toString('utf8');
  } catch (error) {
    throw unreadable({ name, path, error, context });
  }
}

function isCertificate({ bytes }: PemBlock): boolean {
  try {
    return new X509Certificate(bytes).raw.length > 0;
  } catch {
    return false;
  }
}

function holdsNo(what: string, { blocks, holder }: Held): ClusterError {
  if (blocks.length === 0) {
    return new ClusterError(`${holder} holds no ${what}: it is no PEM, it has no -----BEGIN line`);
  }
  const labels = [...new Set(blocks.map(({ label }) => label))].join(', ');
  const isBroken = what === 'certificate' && labels === 'CERTIFICATE';
  return new ClusterError(
    isBroken
      ? `${holder} holds a certificate that cannot be read`
      : `${holder} holds no ${what}, only ${labels}`,
  );
}
