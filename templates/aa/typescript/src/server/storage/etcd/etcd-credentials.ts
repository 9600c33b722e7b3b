import { readFile } from 'node:fs/promises';
import type { EtcdOptions } from '../../options/server-options.ts';

/** What a TLS connection to etcd shows and trusts: PEM texts; null where the flag was not given. */
export type EtcdCredentials = {
  readonly ca: Buffer | null;
  readonly key: Buffer | null;
  readonly cert: Buffer | null;
};

/** Reads the files of the flags. @throws Error with one sentence that names the flag */
export const readEtcdCredentials = async ({
  caFile,
  certFile,
  keyFile,
}: EtcdOptions): Promise<EtcdCredentials> => ({
  ca: await read('etcd-cafile', caFile),
  key: await read('etcd-keyfile', keyFile),
  cert: await read('etcd-certfile', certFile),
});

const read = async (flag: string, file: string | undefined): Promise<Buffer | null> => {
  if (file === undefined) return null;
  try {
    return await readFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--${flag} ${file} cannot be read: ${reason}`, { cause });
  }
};
