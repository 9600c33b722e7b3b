import { askServer } from '../../certs/live/ask-server.ts';
import type { Peer } from '../../certs/live/shake-hands.ts';
import { callersOf } from '../../certs/manifest/caller.ts';
import { objectsOf } from '../../certs/manifest/manifest-object.ts';
import { judgePair } from '../../certs/verify/judge-pair.ts';
import { CancelledError, ClusterError } from '../../errors.ts';
import type { CertificateEvidence, RemoteApiService } from './evidence.ts';

/** A handshake to try. */
export type HandshakeOptions = {
  readonly apiService: RemoteApiService;
  readonly peers: readonly Peer[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly at: number;
};

/** A Service's address leads nowhere outside of its cluster, and nothing says so: packets are dropped. */
const PATIENCE = 2_000;

/**
 * Shakes hands with the server of an APIService and judges its certificate by the caBundle, as `kx certs verify --live`
 * does.
 *
 * @returns undefined where it cannot be reached from here
 * @throws CancelledError on Ctrl-C
 */
export async function certificateEvidence(
  options: HandshakeOptions,
): Promise<CertificateEvidence | undefined> {
  for (const peer of options.peers) {
    const found = await shake(peer, options);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function shake(peer: Peer, options: HandshakeOptions): Promise<CertificateEvidence | undefined> {
  const { apiService, timeout, signal, at } = options;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(Math.min(timeout, PATIENCE))]);
  try {
    const { material } = await askServer(peer, patience);
    const [caller] = objectsOf({ kind: 'APIService', ...apiService.item }).flatMap(callersOf);
    const { findings, verdicts } = judgePair({
      chain: material,
      bundle: apiService.isInsecure ? undefined : caller?.bundle,
      bundleFault: caller?.bundleFault,
      key: undefined,
      name: apiService.isInsecure ? undefined : peer.serverName,
      at,
      minDays: { days: 0, isDemand: false },
      fixes: { reissue: '', bundle: '' },
    });
    const isRefused = !apiService.isInsecure && verdicts?.go !== undefined;
    const errors = findings.filter(
      ({ severity, refusedBy }) => severity === 'error' && refusedBy.includes('go'),
    );
    const faults = isRefused ? [...errors.map(({ message }) => message), verdicts.go] : [];
    return { address: `${peer.host}:${peer.port}`, faults };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ClusterError || error instanceof CancelledError) return undefined;
    throw error;
  }
}
