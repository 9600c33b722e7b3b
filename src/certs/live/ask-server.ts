import { isIP } from 'node:net';
import { CancelledError, ClusterError } from '../../errors.ts';
import type { InspectedConnection } from '../../model/certificate/inspected.ts';
import type { Material } from '../input/item.ts';
import { readMaterial } from '../input/read-material.ts';
import { encodePem } from '../pem.ts';
import { handshakeFailure } from './handshake-failure.ts';
import { dialPeer, type Handshake, type Peer, shakeHands, shakeHandsOpenly } from './shake-hands.ts';

/** What a live server sent, and how it answered. */
export type ServerAnswer = { readonly material: Material; readonly connection: InspectedConnection };

/**
 * Asks a server for its certificates, as sent.
 *
 * @throws ClusterError where it cannot be reached, speaks no TLS, or sends no certificate
 */
export async function askServer(peer: Peer, signal: AbortSignal): Promise<ServerAnswer> {
  const server = `${isIP(peer.host) === 6 ? `[${peer.host}]` : peer.host}:${peer.port}`;
  try {
    const usual = await shakeHands(await dialPeer(peer, signal), peer);
    const open = await shakeHandsOpenly(await dialPeer(peer, signal), peer);
    const certificates = open.certificates.length > 0 ? open.certificates : usual.certificates;
    if (certificates.length === 0) throw usual.error ?? open.error ?? new Error('it sent no certificate');
    const pem = certificates.map((der) => encodePem('CERTIFICATE', der)).join('');
    return {
      material: readMaterial(server, Buffer.from(pem)),
      connection: connectionOf(server, peer, usual),
    };
  } catch (error) {
    if (signal.aborted) throw new CancelledError('cancelled', { cause: error });
    if (!(error instanceof Error)) throw error;
    throw new ClusterError(`cannot get the certificates of ${server}: ${handshakeFailure(error)}`, {
      cause: error,
    });
  }
}

function connectionOf(server: string, peer: Peer, usual: Handshake): InspectedConnection {
  return {
    server,
    serverName: peer.serverName ?? null,
    protocol: usual.protocol,
    cipher: usual.cipher,
    applicationProtocol: usual.alpn,
    failure: usual.error === undefined ? null : handshakeFailure(usual.error),
  };
}
