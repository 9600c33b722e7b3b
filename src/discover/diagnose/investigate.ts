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
import type { Failure } from './translate-failure.ts';

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
 * request itself, the Service, its endpoints; where its certificate is to blame, also a handshake from here.
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
  const evidence: Evidence = {
    apiService,
    version,
    service,
    endpoints,
    bundleFault: undefined,
    certificate: undefined,
  };
  if (version.kind === 'listed') return evidence;
  const failure = spokenFailure(evidence);
  if (failure === undefined) return await withBundle(evidence, options);
  if (!failure.isCertificate) return evidence;
  const { isInsecure, caBundle, name } = apiService;
  // Then the roots of the system count, which do not sign for .svc.
  if (!isInsecure && caBundle === undefined)
    return { ...evidence, bundleFault: `APIService ${name} has no caBundle` };
  // Go says the same of a certificate and of its CA.
  const judged = failure.id === 'certificate-expired' ? await withBundle(evidence, options) : evidence;
  return judged.bundleFault === undefined ? await withCertificate(evidence, failure, options) : judged;
}

/** The caBundle is looked at by itself; the server is not, whose address may be another's here. */
async function withBundle(evidence: Evidence, { now }: Investigation): Promise<Evidence> {
  const { apiService, version } = evidence;
  const isRefused = version.kind === 'failed' && [0, 500, 503].includes(version.status);
  if (!isRefused || apiService.isInsecure || apiService.caBundle === undefined) return evidence;
  const { bundleFault } = await import('./certificate-evidence.ts');
  return { ...evidence, bundleFault: bundleFault(apiService, now().getTime()) };
}

async function withCertificate(
  evidence: Evidence,
  failure: Failure,
  options: Investigation,
): Promise<Evidence> {
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
  const certificate = await certificateEvidence({
    apiService,
    peers,
    failure,
    timeout,
    signal,
    at: now().getTime(),
  });
  return { ...evidence, certificate };
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
