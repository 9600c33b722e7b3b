import { certificatesOf, type Material } from '../../certs/input/item.ts';
import { askServer } from '../../certs/live/ask-server.ts';
import type { Peer } from '../../certs/live/shake-hands.ts';
import { type Caller, callersOf } from '../../certs/manifest/caller.ts';
import { objectsOf } from '../../certs/manifest/manifest-object.ts';
import { type Judgement, judgePair } from '../../certs/verify/judge-pair.ts';
import { CancelledError, ClusterError } from '../../errors.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import type { CertificateEvidence, RemoteApiService } from './evidence.ts';
import { type Failure, translateFailure } from './translate-failure.ts';

/** A handshake to try. */
export type HandshakeOptions = {
  readonly apiService: RemoteApiService;
  readonly peers: readonly Peer[];
  /** What kube-apiserver says of the certificate. */
  readonly failure: Failure;
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
 * does. An address of a cluster may belong to another host here, so only a server of which kx comes to the verdict of
 * kube-apiserver counts.
 *
 * @returns undefined where no such server can be reached from here
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

/** @returns why the caBundle of an APIService is of no use: Go loads nothing of it, or all of it has expired */
export function bundleFault(apiService: RemoteApiService, at: number): string | undefined {
  const { findings } = judge(apiService, undefined, at);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const unusable = errors.find(({ id }) => id.startsWith('bundle-'));
  if (unusable !== undefined) return unusable.message;
  const bundle = callerOf(apiService)?.bundle;
  const expired = errors.filter(({ id }) => id === 'expired');
  const isAllExpired = bundle !== undefined && expired.length === certificatesOf(bundle).length;
  return isAllExpired ? expired[0]?.message : undefined;
}

async function shake(peer: Peer, options: HandshakeOptions): Promise<CertificateEvidence | undefined> {
  const { apiService, failure, timeout, signal, at } = options;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(Math.min(timeout, PATIENCE))]);
  try {
    const { material } = await askServer(peer, patience);
    const { findings, verdicts } = judge(apiService, material, at);
    if (translateFailure(verdicts?.go ?? '')?.id !== failure.id) return undefined;
    const refused = findings.filter(
      ({ severity, refusedBy }) => severity === 'error' && refusedBy.includes('go'),
    );
    return { faults: refused.map(({ message }) => message) };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ClusterError || error instanceof CancelledError) return undefined;
    throw error;
  }
}

function judge(apiService: RemoteApiService, chain: Material | undefined, at: number): Judgement {
  const caller = callerOf(apiService);
  const { name, namespace } = apiService.service;
  return judgePair({
    chain,
    bundle: caller?.bundle,
    bundleFault: caller?.bundleFault,
    key: undefined,
    name: verifiedName({ name, namespace }),
    at,
    minDays: { days: 0, isDemand: false },
    fixes: { reissue: '', bundle: '' },
  });
}

function callerOf({ item }: RemoteApiService): Caller | undefined {
  return objectsOf({ kind: 'APIService', ...item }).flatMap(callersOf)[0];
}
