import { describe, expect, it } from 'vitest';
import type { ServiceState } from '../../../../src/discover/diagnose/evidence.ts';
import { reachablePeers } from '../../../../src/discover/diagnose/reachable-peers.ts';
import { endpointStateOf, serviceStateOf } from '../../../../src/discover/diagnose/service-state.ts';
import { remote, SERVICE } from './evidence-of.ts';

it('reads a Service', () => {
  const document = {
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.0.0.7',
      selector: { app: 'aa' },
      ports: [{ name: 'https', port: 443, targetPort: 8443 }],
    },
  };
  expect(serviceStateOf(document)).toEqual(SERVICE);
  expect(serviceStateOf({})).toEqual({
    type: 'ClusterIP',
    clusterIp: '',
    externalName: '',
    ports: [],
    selector: {},
  });
});

it('takes all EndpointSlices together; an endpoint without a condition is ready', () => {
  const items = [
    {
      endpoints: [
        { addresses: ['10.1.0.1'], conditions: { ready: true } },
        { addresses: ['10.1.0.2'], conditions: { ready: false } },
      ],
      ports: [{ name: 'https', port: 8443 }],
    },
    { endpoints: [{ addresses: ['10.1.0.3'] }], ports: [{ port: 1 }, { name: 'none' }] },
    { endpoints: null, ports: null },
  ];
  expect(endpointStateOf({ items })).toEqual({
    slices: 3,
    ready: ['10.1.0.1', '10.1.0.3'],
    unready: 1,
    ports: [
      { name: 'https', port: 8443 },
      { name: '', port: 1 },
    ],
  });
});

describe('a server is looked for', () => {
  const ENDPOINTS = { slices: 1, ready: ['10.1.0.3'], unready: 0, ports: [{ name: 'https', port: 8443 }] };
  const FAR = 'https://k8s.example:6443';
  const NEAR = 'https://127.0.0.1:6443';
  it.each<readonly [name: string, service: Partial<ServiceState>, server: string, places: readonly string[]]>(
    [
      ['at its Service, then at an endpoint', {}, FAR, ['10.0.0.7:443', '10.1.0.3:8443']],
      ['at an endpoint of a headless Service', { clusterIp: 'None' }, FAR, ['10.1.0.3:8443']],
      ['at an external name', { type: 'ExternalName', externalName: 'aa.example' }, FAR, ['aa.example:443']],
      [
        'at localhost where the API server is on this machine',
        { type: 'ExternalName', externalName: 'localhost' },
        NEAR,
        ['localhost:443'],
      ],
      [
        'not at the localhost of another machine',
        { type: 'ExternalName', externalName: 'localhost' },
        FAR,
        [],
      ],
      [
        'not at the loopback address of another machine',
        { type: 'ExternalName', externalName: '127.0.0.1' },
        FAR,
        [],
      ],
      ['nowhere without an address', { type: 'ExternalName' }, NEAR, []],
    ],
  )('%s', (_, change, server, places) => {
    const found = reachablePeers({
      apiService: remote(),
      service: { ...SERVICE, ...change },
      endpoints: ENDPOINTS,
      server,
    });
    expect(found.map(({ host, port }) => `${host}:${port}`)).toEqual(places);
    expect(found.every(({ serverName }) => serverName === 'aa.aa-system.svc')).toBe(true);
  });
});
