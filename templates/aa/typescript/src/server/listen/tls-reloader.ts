import { isDeepStrictEqual } from 'node:util';
import type { Log } from '../log/log.ts';
import type { ServerOptions } from '../options/server-options.ts';
import { readTlsFiles, type TlsFiles, tlsFileNames } from './tls-files.ts';
import { watchFiles } from './watch-files.ts';

/** Certificate files that follow the disk. */
export type TlsReloader = {
  readonly current: () => TlsFiles;
  /** Calls back with each new usable set. */
  readonly onChange: (listener: (files: TlsFiles) => void) => void;
  readonly stop: () => void;
};

/**
 * Keeps the certificate files current without a restart; a set that cannot be used is logged once and the one before stays (k8s.io/apiserver pkg/server/dynamiccertificates).
 */
export const startTlsReloader = (first: TlsFiles, options: ServerOptions, log: Log): TlsReloader => {
  const listeners: ((files: TlsFiles) => void)[] = [];
  let current = first;
  let problem = '';
  const reload = async (): Promise<void> => {
    try {
      const files = await readTlsFiles(options);
      problem = '';
      if (sameFiles(files, current)) return;
      current = files;
      for (const listener of listeners) listener(files);
      log.info(0, 'Reloaded the certificate files');
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (message !== problem)
        log.error('Keeping the certificates that were loaded before', { err: message });
      problem = message;
    }
  };
  const stop = watchFiles(tlsFileNames(options), () => void reload());
  return { current: () => current, onChange: (listener) => listeners.push(listener), stop };
};

const sameFiles = (a: TlsFiles, b: TlsFiles): boolean => isDeepStrictEqual(comparable(a), comparable(b));

const comparable = (files: TlsFiles) => [
  files.cert,
  files.key,
  files.clientAuthorities.map(({ fingerprint256 }) => fingerprint256),
  files.requestHeaderAuthorities.map(({ fingerprint256 }) => fingerprint256),
];
