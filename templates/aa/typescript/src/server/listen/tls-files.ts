import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { ServerOptions } from '../options/server-options.ts';
import { parseAuthorities } from './parse-authorities.ts';

/** The certificate files of the server as they are at one moment: PEM texts and parsed CAs. */
export type TlsFiles = {
  readonly cert: string;
  readonly key: string;
  readonly clientAuthorities: readonly X509Certificate[];
  readonly requestHeaderAuthorities: readonly X509Certificate[];
};

/**
 * Reads all certificate files and checks that they can be used; a file that is missing, broken or does not fit its
 * partner fails with a sentence that names the flag and the file.
 */
export const readTlsFiles = async (options: ServerOptions): Promise<TlsFiles> => {
  const cert = await readPem('tls-cert-file', options.certFile);
  const key = await readPem('tls-private-key-file', options.keyFile);
  checkPair({ cert, key, options });
  return {
    cert,
    key,
    clientAuthorities: await readAuthorities('client-ca-file', options.clientCaFile),
    requestHeaderAuthorities: await readAuthorities(
      'requestheader-client-ca-file',
      options.requestHeader.caFile,
    ),
  };
};

/** The paths of the certificate files that the options name, for a watcher. */
export const tlsFileNames = (options: ServerOptions): readonly string[] =>
  [options.certFile, options.keyFile, options.clientCaFile, options.requestHeader.caFile].filter(
    (file) => file !== undefined,
  );

const readPem = async (flag: string, file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`--${flag} ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
};

const checkPair = ({ cert, key, options }: { cert: string; key: string; options: ServerOptions }): void => {
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    const files = `--tls-cert-file ${options.certFile} and --tls-private-key-file ${options.keyFile}`;
    throw new Error(`${files} are not a usable pair: ${messageOf(cause)}`, { cause });
  }
};

const readAuthorities = async (
  flag: string,
  file: string | undefined,
): Promise<readonly X509Certificate[]> => {
  if (file === undefined) return [];
  return parseAuthorities(`--${flag} ${file}`, await readPem(flag, file));
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
