import { isDeepStrictEqual } from 'node:util';
import { watchFiles } from '../../listen/watch-files.ts';
import type { Log } from '../../log/log.ts';
import type { EtcdOptions } from '../../options/server-options.ts';
import { type EtcdCredentials, readEtcdCredentials } from './etcd-credentials.ts';

/** Who takes new credentials; `use` throws for those that it cannot use. */
export type CredentialsUser = { readonly use: (credentials: EtcdCredentials) => void; readonly log: Log };

/**
 * Keeps the certificate that etcd is shown, and the CAs of its own, as they are on the disk; what cannot be used is
 * logged once, and the one before stays. Gives a function that stops it.
 */
export const followEtcdCredentials = (
  options: EtcdOptions,
  first: EtcdCredentials,
  { use, log }: CredentialsUser,
): (() => void) => {
  const { caFile, certFile, keyFile } = options;
  const files = [caFile, certFile, keyFile].filter((file) => file !== undefined);
  if (files.length === 0) return () => {};
  let current = first;
  let problem = '';
  const reload = async (): Promise<void> => {
    try {
      const found = await readEtcdCredentials(options);
      if (!isDeepStrictEqual(found, current)) {
        use(found);
        current = found;
        log.info(0, 'Reloaded the certificate files of etcd');
      }
      problem = '';
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (message !== problem)
        log.error('Keeping the certificates for etcd that were loaded before', { err: message });
      problem = message;
    }
  };
  return watchFiles(files, () => void reload());
};
