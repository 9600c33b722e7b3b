import type { Peer } from '../../certs/live/shake-hands.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import type { EndpointState, RemoteApiService, ServiceState } from './evidence.ts';

/** What is known of the way to a server. */
export type Way = {
  readonly apiService: RemoteApiService;
  readonly service: ServiceState;
  readonly endpoints: EndpointState | undefined;
  /** Address of the API server. */
  readonly server: string;
};

/**
 * Where the server of an APIService may be reached from this machine, the best first: the place to which the aggregator
 * goes (k8s.io/apiserver pkg/util/proxy ResolveCluster), then an endpoint. A loopback address means this machine only
 * where the API server is on it as well.
 */
export function reachablePeers({ apiService, service, endpoints, server }: Way): readonly Peer[] {
  const { port } = apiService.service;
  const serverName = verifiedName(apiService.service);
  const at = (host: string, on: number): Peer => ({ host, port: on, serverName });
  const places =
    service.type === 'ExternalName'
      ? [at(service.externalName, port)]
      : [
          ...(service.clusterIp === '' || service.clusterIp === 'None' ? [] : [at(service.clusterIp, port)]),
          ...(endpoints?.ready
            .slice(0, 1)
            .flatMap((host) => targetPorts(service, endpoints, port).map((on) => at(host, on))) ?? []),
        ];
  return places.filter(({ host }) => host !== '' && (!isLoopback(host) || isLoopback(hostOf(server))));
}

function targetPorts(service: ServiceState, endpoints: EndpointState, port: number): readonly number[] {
  const name = service.ports.find((candidate) => candidate.port === port)?.name ?? '';
  return endpoints.ports
    .filter((candidate) => candidate.name === name)
    .map((candidate) => candidate.port)
    .slice(0, 1);
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname.replace(/^\[(.*)\]$/, '$1') : '';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);
}
