import { X509Certificate } from 'node:crypto';
import { readFileSync, watch } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';

/** An extension API server of one empty group version. */
export type ReloadingServer = { readonly port: number; readonly close: () => void };

/**
 * Starts an extension API server that reads tls.crt and tls.key of a directory anew when they change. It ends each
 * connection with its first answer, so that every request is a handshake, verified anew.
 */
export async function startReloadingServer(directory: string): Promise<ReloadingServer> {
  const read = () => ({
    cert: readFileSync(join(directory, 'tls.crt')),
    key: readFileSync(join(directory, 'tls.key')),
  });
  const server = createServer(read(), (request, response) => {
    const groupVersion = (request.url ?? '').split('?')[0]?.replace('/apis/', '');
    const body = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [] };
    response.setHeader('connection', 'close');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  const watcher = watch(directory, () => {
    try {
      const pair = read();
      // One of the two may be there already, and the other not yet.
      createSecureContext(pair);
      server.setSecureContext(pair);
    } catch {
      // The pair before stays until the next event.
    }
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () => {
      watcher.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** @returns the serial number of the certificate that a directory has now */
export function serialIn(directory: string): string {
  return new X509Certificate(readFileSync(join(directory, 'tls.crt'))).serialNumber;
}
