import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Io } from '../../io.ts';
import { readBytes } from './read-bytes.ts';

/** Where the systems that Go knows keep their bundle (crypto/x509 root_linux.go, root_bsd.go). */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The roots that kubectl trusts where a cluster has no CA: those of the system, SSL_CERT_FILE and SSL_CERT_DIR before
 * all. Node brings roots of its own, among which a company's CA never is; what NODE_EXTRA_CA_CERTS adds to them is
 * trusted here too.
 *
 * @returns PEM; undefined where the system has no such file, as on macOS and Windows
 */
export async function systemRoots(env: Io['env']): Promise<string | undefined> {
  const file = env['SSL_CERT_FILE'] || undefined;
  const directories = env['SSL_CERT_DIR'] || undefined;
  const bundle = await firstReadable(file === undefined ? BUNDLES : [file]);
  const listed = await Promise.all((directories?.split(delimiter) ?? []).map(filesIn));
  const found = [bundle, ...listed.flat()].filter((text) => text !== undefined);
  if (found.length === 0) return undefined;
  const extra = env['NODE_EXTRA_CA_CERTS'] || undefined;
  return [...found, extra === undefined ? '' : ((await firstReadable([extra])) ?? '')].join('\n');
}

async function firstReadable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const text = await readBytes(path).catch(() => undefined);
    if (text !== undefined) return text.toString();
  }
  return undefined;
}

async function filesIn(directory: string): Promise<readonly string[]> {
  const names = namesIn(directory);
  const texts = await Promise.all(names.map((name) => firstReadable([join(directory, name)])));
  return texts.filter((text) => text?.includes('-----BEGIN CERTIFICATE-----')).map(String);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
