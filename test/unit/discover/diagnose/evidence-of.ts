import type { Evidence, RemoteApiService, ServiceState } from '../../../../src/discover/diagnose/evidence.ts';
import type { Condition } from '../../../../src/discover/serving/condition.ts';

export const SERVICE: ServiceState = {
  type: 'ClusterIP',
  clusterIp: '10.0.0.7',
  externalName: '',
  ports: [{ name: 'https', port: 443 }],
  selector: { app: 'aa' },
};

/** @returns an APIService of the server aa-system/aa */
export function remote(change: Partial<RemoteApiService> = {}): RemoteApiService {
  return {
    name: 'v1.demo.kx.dev',
    groupVersion: 'demo.kx.dev/v1',
    group: 'demo.kx.dev',
    version: 'v1',
    service: { namespace: 'aa-system', name: 'aa', port: 443 },
    automanaged: undefined,
    groupPriority: 100,
    versionPriority: 10,
    isInsecure: false,
    caBundle: 'Y2E=',
    isTerminating: false,
    conditions: [],
    item: {},
    ...change,
  };
}

export function available(status: string, reason = '', message = ''): readonly Condition[] {
  return [{ type: 'Available', status, reason, message }];
}

/** @returns what is known of a server that the aggregator calls unavailable; the rest of it is good */
export function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    apiService: remote(),
    version: {
      kind: 'failed',
      message: 'the server that has it does not answer',
      says: 'service unavailable',
      status: 503,
    },
    service: { kind: 'known', value: SERVICE },
    endpoints: {
      kind: 'known',
      value: { slices: 1, ready: ['10.1.0.3'], unready: 0, ports: [{ name: 'https', port: 8443 }] },
    },
    bundleFault: undefined,
    certificate: undefined,
    ...change,
  };
}
