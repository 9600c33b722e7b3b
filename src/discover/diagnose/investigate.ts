import { askVersion } from './ask-version.ts';
import { spokenFailure } from './culprit.ts';
import type {
  EndpointState,
  Evidence,
  RemoteApiService,
  ServiceState,
  Step,
  VersionEvidence,
} from './evidence.ts';
import { reachablePeers } from './reachable-peers.ts';
import { type Asking, readObject } from './read-object.ts';
import { endpointStateOf, serviceStateOf } from './service-state.ts';

/** Whom to ask, and how long. */
export type Investigation = Asking & {
  /** Address of the API server. */
  readonly server: string;
  /** Milliseconds that one step may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
};

/**
 * Goes the way of the aggregator to an extension API server (kube-aggregator remote_available_controller.go): the
 * request itself, the Service, its endpoints, and the handshake where the others leave the question open.
 *
 * @param known what the group version answered already; undefined asks it
 * @throws CancelledError on Ctrl-C
 */
export async function investigate(
  apiService: RemoteApiService,
  options: Investigation,
  known: VersionEvidence | undefined,
): Promise<Evidence> {
  const [version, service, endpoints] = await Promise.all([
    known ?? askVersion(options, apiService.groupVersion),
    readService(apiService, options),
    readEndpoints(apiService, options),
  ]);
  const evidence: Evidence = { apiService, version, service, endpoints, certificate: undefined };
  return isCertificateAsked(evidence) ? await withCertificate(evidence, options) : evidence;
}

/** A handshake is worth its time where the certificate is to blame by all that is said, or where nothing is said. */
function isCertificateAsked({ apiService, version, service }: Evidence): boolean {
  if (service.kind !== 'known' || version.kind === 'listed') return false;
  const failure = spokenFailure({ apiService, version });
  return failure === undefined ? version.status === 503 || version.status === 0 : failure.isCertificate;
}

async function withCertificate(evidence: Evidence, options: Investigation): Promise<Evidence> {
  const { apiService, service, endpoints } = evidence;
  if (service.kind !== 'known') return evidence;
  const peers = reachablePeers({
    apiService,
    service: service.value,
    endpoints: endpoints.kind === 'known' ? endpoints.value : undefined,
    server: options.server,
  });
  if (peers.length === 0) return evidence;
  const { certificateEvidence } = await import('./certificate-evidence.ts');
  const { timeout, signal, now } = options;
  return {
    ...evidence,
    certificate: await certificateEvidence({ apiService, peers, timeout, signal, at: now().getTime() }),
  };
}

async function readService({ service }: RemoteApiService, asking: Asking): Promise<Step<ServiceState>> {
  const { namespace, name } = service;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(name)}`;
  const step = await readObject(asking, path, `the Service ${namespace}/${name}`);
  return step.kind === 'known' ? { kind: 'known', value: serviceStateOf(step.value) } : step;
}

async function readEndpoints({ service }: RemoteApiService, asking: Asking): Promise<Step<EndpointState>> {
  const { namespace, name } = service;
  const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`);
  const path = `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices?labelSelector=${selector}`;
  const step = await readObject(asking, path, `the EndpointSlices of ${namespace}/${name}`);
  return step.kind === 'known' ? { kind: 'known', value: endpointStateOf(step.value) } : step;
}
