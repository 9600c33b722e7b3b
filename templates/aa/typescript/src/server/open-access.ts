import { type Delegation, delegate } from './delegate.ts';
import { readTlsFiles } from './listen/tls-files.ts';
import { startTlsReloader } from './listen/tls-reloader.ts';
import { type Trusted, trustedFiles } from './listen/trusted-files.ts';
import type { ServerOptions } from './options/server-options.ts';
import type { ServerParts } from './run-server.ts';

/** Who is let in and to what, as files and the cluster have it now. */
export type Access = {
  readonly delegation: Delegation;
  readonly trusted: () => Trusted;
  /** Calls back after `trusted` has changed. */
  readonly onChange: (listener: () => void) => void;
  readonly stop: () => void;
};

/** Reads the certificate files, asks the cluster, and follows both. @throws Error with one sentence */
export const openAccess = async (
  { env = {}, now, log }: ServerParts,
  options: ServerOptions,
): Promise<Access> => {
  const files = await readTlsFiles(options);
  const listeners: (() => void)[] = [];
  let renew = () => {};
  const delegation = await delegate(options, { env, now, log, onTrustChange: () => renew() });
  const reloader = startTlsReloader(files, options, log);
  // Made anew with each change alone: what was found out about a certificate holds for one list of CAs.
  let trusted = trustedFiles(options, files, delegation.trust());
  renew = () => {
    trusted = trustedFiles(options, reloader.current(), delegation.trust());
    for (const listener of listeners) listener();
  };
  reloader.onChange(() => renew());
  return {
    delegation,
    trusted: () => trusted,
    onChange: (listener) => listeners.push(listener),
    stop: () => {
      reloader.stop();
      delegation.stop();
    },
  };
};
