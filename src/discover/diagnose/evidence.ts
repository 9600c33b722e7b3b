import type { ApiService, ServiceReference } from '../serving/api-service.ts';

/** An APIService whose group version an extension API server is to answer. */
export type RemoteApiService = ApiService & { readonly service: ServiceReference };

/** What came of reading an object of the cluster. */
export type Step<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'missing' }
  /** As where RBAC forbids it: a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The Service that an APIService names. */
export type ServiceState = {
  readonly type: string;
  readonly clusterIp: string;
  readonly externalName: string;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  readonly selector: Readonly<Record<string, string>>;
};

/** The endpoints behind a Service: all of its EndpointSlices together. */
export type EndpointState = {
  readonly slices: number;
  readonly ready: readonly string[];
  readonly unready: number;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
};

/** What a request for the group version through the aggregator came to. */
export type VersionEvidence =
  | { readonly kind: 'listed'; readonly resources: number }
  | { readonly kind: 'failed'; readonly message: string; readonly says: string; readonly status: number };

/** What kx finds when it shakes hands with the server itself, worst first. */
export type CertificateEvidence = { readonly faults: readonly string[] };

/** All that is known of an extension API server that is missing or stale. */
export type Evidence = {
  readonly apiService: RemoteApiService;
  readonly version: VersionEvidence;
  readonly service: Step<ServiceState>;
  readonly endpoints: Step<EndpointState>;
  /** Why the caBundle by itself is of no use. */
  readonly bundleFault: string | undefined;
  /** undefined where the certificate is not to blame, or the server cannot be reached from here. */
  readonly certificate: CertificateEvidence | undefined;
};

/** @returns whether a Service answers for the APIService */
export function isRemote(apiService: ApiService): apiService is RemoteApiService {
  return apiService.service !== undefined;
}
