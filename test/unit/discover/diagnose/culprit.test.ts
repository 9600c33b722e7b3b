import { describe, expect, it } from 'vitest';
import { culpritOf } from '../../../../src/discover/diagnose/culprit.ts';
import type { EndpointState, Evidence, ServiceState } from '../../../../src/discover/diagnose/evidence.ts';
import { available, evidence, remote, SERVICE } from './evidence-of.ts';

const service = (change: Partial<ServiceState>): Partial<Evidence> => ({
  service: { kind: 'known', value: { ...SERVICE, ...change } },
});
const endpoints = (change: Partial<EndpointState>): Partial<Evidence> => ({
  endpoints: {
    kind: 'known',
    value: { slices: 1, ready: [], unready: 0, ports: [{ name: 'https', port: 8443 }], ...change },
  },
});
const answer = (status: number, message: string, says = ''): Partial<Evidence> => ({
  version: { kind: 'failed', status, message, says },
});
const condition = (message: string): Partial<Evidence> => ({
  apiService: remote({ conditions: available('False', 'FailedDiscoveryCheck', message) }),
});
const PODS = 'kubectl get pods --namespace aa-system --selector app=aa';
const SEE_SERVICE = 'kubectl get service aa --namespace aa-system --output yaml';
const VERIFY = 'kx certs verify --cluster v1.demo.kx.dev';

it.each<readonly [name: string, change: Partial<Evidence>, id: string, message: string, fix: string]>([
  [
    'no Service',
    { service: { kind: 'missing' } },
    'service-missing',
    'its APIService v1.demo.kx.dev names the Service aa-system/aa, which does not exist',
    'kubectl get services --namespace aa-system',
  ],
  [
    'another port',
    service({
      ports: [
        { name: '', port: 8443 },
        { name: 'm', port: 9090 },
      ],
    }),
    'service-port',
    'its APIService v1.demo.kx.dev asks for port 443 of the Service aa-system/aa, which has 8443, 9090',
    SEE_SERVICE,
  ],
  [
    'no port',
    service({ ports: [] }),
    'service-port',
    'its APIService v1.demo.kx.dev asks for port 443 of the Service aa-system/aa, which has none',
    SEE_SERVICE,
  ],
  [
    'no endpoints',
    endpoints({ slices: 0, ports: [] }),
    'endpoints-missing',
    'no pod is behind the Service aa-system/aa: it has no endpoints',
    PODS,
  ],
  [
    'one pod that is not ready',
    endpoints({ unready: 1 }),
    'endpoints-unready',
    'the one pod behind the Service aa-system/aa is not ready',
    PODS,
  ],
  [
    'pods that are not ready',
    endpoints({ unready: 3 }),
    'endpoints-unready',
    'none of the 3 pods behind the Service aa-system/aa is ready',
    PODS,
  ],
  [
    'endpoints of another port',
    endpoints({ ready: ['10.1.0.3'], ports: [{ name: 'metrics', port: 1 }] }),
    'endpoints-port',
    "the endpoints of the Service aa-system/aa have no port named 'https'",
    PODS,
  ],
  [
    'a Service without a selector',
    { ...service({ selector: {} }), ...endpoints({}) },
    'endpoints-missing',
    'no pod is behind the Service aa-system/aa: it has no endpoints',
    SEE_SERVICE,
  ],
  [
    'what the request says',
    answer(503, 'x', 'error trying to reach service: dial tcp 10.0.0.7:443: connect: connection refused'),
    'refused',
    'its server aa-system/aa is not there: nothing listens at 10.0.0.7:443',
    PODS,
  ],
  [
    'what the condition says',
    condition('Get "https://10.0.0.7/": EOF'),
    'cut',
    'its server aa-system/aa cuts the connection before it answers',
    PODS,
  ],
  [
    'a certificate',
    condition('x509: certificate signed by unknown authority'),
    'certificate-untrusted',
    'its server aa-system/aa has a certificate that the caBundle of its APIService did not sign',
    VERIFY,
  ],
  [
    'a caBundle',
    { bundleFault: 'spec.caBundle is DER; a bundle is PEM' },
    'ca-bundle-unusable',
    'nobody can call its server aa-system/aa: spec.caBundle is DER; a bundle is PEM',
    VERIFY,
  ],
  [
    'a caBundle before what Go says of the certificate',
    { ...condition('x509: certificate has expired'), bundleFault: 'spec.caBundle expired on 1 January 2026' },
    'ca-bundle-unusable',
    'nobody can call its server aa-system/aa: spec.caBundle expired on 1 January 2026',
    VERIFY,
  ],
  [
    'half an answer',
    answer(0, 'https://k8s/apis/demo.kx.dev/v1 broke off its answer after 8 bytes'),
    'no-whole-answer',
    'its server aa-system/aa gives no whole answer to GET /apis/demo.kx.dev/v1',
    'kubectl get --raw /apis/demo.kx.dev/v1',
  ],
  [
    'a 404',
    answer(404, 'the server does not have it (404 Not Found)'),
    'version-not-served',
    'its server aa-system/aa does not serve demo.kx.dev/v1: it answers GET /apis/demo.kx.dev/v1 with 404',
    PODS,
  ],
  [
    'garbage',
    answer(200, 'the answer is HTML, not JSON (text/html)', '<html>'),
    'bad-answer',
    'its server aa-system/aa answers GET /apis/demo.kx.dev/v1 with something else: the answer is HTML, not JSON (text/html)',
    'kubectl get --raw /apis/demo.kx.dev/v1',
  ],
  [
    'an answer',
    { version: { kind: 'listed', resources: 2 } },
    'stale-though-answers',
    'its server aa-system/aa answers GET /apis/demo.kx.dev/v1, but its last answer to GET /apis was of no use to the aggregator, which asks for that once a minute',
    'kx discover --mode legacy',
  ],
  [
    'nothing',
    {},
    'unavailable',
    'the aggregator gets no answer from its server aa-system/aa',
    'kubectl get apiservice v1.demo.kx.dev --output yaml',
  ],
  [
    'ports of an ExternalName do not count',
    {
      ...service({ type: 'ExternalName', externalName: 'aa.example', ports: [] }),
      ...endpoints({ slices: 0 }),
    },
    'unavailable',
    'the aggregator gets no answer from its server aa-system/aa',
    'kubectl get apiservice v1.demo.kx.dev --output yaml',
  ],
  [
    'what nobody may read does not count',
    { service: { kind: 'unknown', reason: 'no' }, endpoints: { kind: 'unknown', reason: 'no' } },
    'unavailable',
    'the aggregator gets no answer from its server aa-system/aa',
    'kubectl get apiservice v1.demo.kx.dev --output yaml',
  ],
])('blames %s', (_, change, id, message, fix) => {
  expect(culpritOf(evidence(change))).toMatchObject({ id, message, fix });
});

describe('what proves it', () => {
  it.each<readonly [name: string, change: Partial<Evidence>, cause: string]>([
    [
      'the words of the request',
      answer(503, 'x', 'error trying to reach service: EOF'),
      'error trying to reach service: EOF; its APIService has no condition Available',
    ],
    [
      'the condition, its addresses once',
      condition('failing or missing response from https://h/apis/a/v1: Get "https://h/apis/a/v1": EOF'),
      'FailedDiscoveryCheck: EOF',
    ],
    [
      'a condition that lies',
      { ...answer(503, 'x', 'EOF'), apiService: remote({ conditions: available('True') }) },
      'EOF; its APIService says Available=True all the same',
    ],
    [
      'what kx sees of the certificate',
      { ...condition('x509: no'), certificate: { faults: ['10.0.0.7:443 is signed by CN=a'] } },
      'FailedDiscoveryCheck: x509: no; 10.0.0.7:443 is signed by CN=a',
    ],
    [
      'what may not be read',
      {
        ...condition('EOF'),
        service: {
          kind: 'unknown',
          reason: 'the Service aa-system/aa cannot be read: this user may not read it (403 Forbidden)',
        },
      },
      'FailedDiscoveryCheck: EOF; the Service aa-system/aa cannot be read: this user may not read it (403 Forbidden)',
    ],
  ])('is %s', (_, change, cause) => {
    expect(culpritOf(evidence(change)).cause).toBe(cause);
  });
});

it('puts names from the cluster into commands as words of a shell', () => {
  const apiService = remote({ service: { namespace: 'a b', name: 'x;y', port: 443 } });
  expect(culpritOf(evidence({ apiService, service: { kind: 'missing' } })).fix).toBe(
    "kubectl get services --namespace 'a b'",
  );
});
