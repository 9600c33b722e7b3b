import { expect, it } from 'vitest';
import { translateFailure } from '../../../../src/discover/diagnose/translate-failure.ts';

const GET =
  'failing or missing response from https://10.0.0.7:443/apis/demo.kx.dev/v1: Get "https://10.0.0.7:443/apis/demo.kx.dev/v1": ';

it.each<readonly [says: string, id: string, predicate: string]>([
  [
    'error trying to reach service: dial tcp 127.0.0.1:6443: connect: connection refused',
    'refused',
    'is not there: nothing listens at 127.0.0.1:6443',
  ],
  [
    `${GET}dial tcp [::1]:6443: connect: connection refused`,
    'refused',
    'is not there: nothing listens at [::1]:6443',
  ],
  [
    `${GET}dial tcp: lookup aa.example on 10.96.0.10:53: no such host`,
    'unresolved',
    'has no address: aa.example does not resolve',
  ],
  [
    `${GET}dial tcp: lookup aa.example: no such host`,
    'unresolved',
    'has no address: aa.example does not resolve',
  ],
  [
    `${GET}dial tcp 10.0.0.7:443: connect: no route to host`,
    'unreachable',
    'cannot be reached from the API server: there is no way to its address',
  ],
  [
    `${GET}context deadline exceeded`,
    'late',
    'does not answer within the 5 seconds that the aggregator waits',
  ],
  [
    `${GET}net/http: request canceled (Client.Timeout exceeded while awaiting headers)`,
    'late',
    'does not answer within the 5 seconds that the aggregator waits',
  ],
  [
    `${GET}net/http: TLS handshake timeout`,
    'late',
    'does not answer within the 5 seconds that the aggregator waits',
  ],
  [
    `${GET}dial tcp 10.0.0.7:443: i/o timeout`,
    'late',
    'does not answer within the 5 seconds that the aggregator waits',
  ],
  [`${GET}EOF`, 'cut', 'cuts the connection before it answers'],
  [
    `${GET}read tcp 10.0.0.1:1->10.0.0.7:443: read: connection reset by peer`,
    'cut',
    'cuts the connection before it answers',
  ],
  [
    `${GET}http: server gave HTTP response to HTTPS client`,
    'no-tls',
    'does not speak TLS on the port that its APIService names',
  ],
  [
    `${GET}tls: first record does not look like a TLS handshake`,
    'no-tls',
    'does not speak TLS on the port that its APIService names',
  ],
  [
    `${GET}remote error: tls: bad certificate`,
    'client-certificate-refused',
    'ends the TLS handshake (bad certificate): it does not take the front proxy certificate of the aggregator',
  ],
  [
    'failing or missing response from https://h/apis/a.b/v1: bad status from https://h/apis/a.b/v1: 500',
    'bad-status',
    'answers GET /apis/a.b/v1 with status 500',
  ],
  [
    'bad status from https://h/apis/a.b/v1: 404',
    'version-not-served',
    'does not serve the version that its APIService registers: it answers GET /apis/a.b/v1 with 404',
  ],
  [
    'bad status from https://h/apis/a.b/v1: 403',
    'aggregator-refused',
    'answers the aggregator itself with 403: it does not trust the front proxy (--requestheader-client-ca-file) or does not let it read /apis/a.b/v1',
  ],
  [
    `${GET}tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    'certificate-untrusted',
    'has a certificate that the caBundle of its APIService did not sign',
  ],
  [
    `${GET}x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kx-ca")`,
    'ca-refused',
    'has a certificate that the CA kx-ca of the caBundle did not sign (ECDSA verification failure)',
  ],
  [
    `${GET}x509: certificate signed by unknown authority (possibly because of "x509: certificate has expired or is not yet valid: current time 2026-11-22T00:00:00Z is after 2026-01-01T00:00:00Z" while trying to verify candidate authority certificate "kx-ca")`,
    'ca-expired',
    'has a certificate of the CA kx-ca, which expired at 2026-01-01T00:00:00Z',
  ],
  [
    'https://k8s/apis/a.b/v1?timeout=1s did not answer within 1 s',
    'late-for-kx',
    'does not answer within 1 s, the time of --request-timeout',
  ],
  [
    `${GET}x509: certificate is valid for a.x.svc, b.x.svc, not c.x.svc`,
    'certificate-name',
    'has a certificate for a.x.svc, b.x.svc; the aggregator asks for c.x.svc',
  ],
  [
    `${GET}x509: certificate relies on legacy Common Name field, use SANs instead`,
    'certificate-name',
    'has a certificate without the name that the aggregator asks for',
  ],
  [
    `${GET}x509: certificate is not valid for any names, but wanted to match a.x.svc`,
    'certificate-name',
    'has a certificate without the name that the aggregator asks for',
  ],
  [
    `${GET}x509: certificate has expired or is not yet valid: current time 2026-11-22T00:00:00Z is after 2026-01-01T00:00:00Z`,
    'certificate-expired',
    'has a certificate that expired at 2026-01-01T00:00:00Z',
  ],
  [
    `${GET}x509: certificate has expired or is not yet valid: current time 2026-11-22T00:00:00Z is before 2027-01-01T00:00:00Z`,
    'certificate-not-yet-valid',
    'has a certificate that is not valid before 2027-01-01T00:00:00Z',
  ],
  [
    `${GET}x509: certificate specifies an incompatible key usage`,
    'certificate-refused',
    'has a certificate that is refused (certificate specifies an incompatible key usage)',
  ],
  [
    'unable to load root certificates: unable to parse bytes as PEM block',
    'ca-bundle-unusable',
    'cannot be called: the caBundle of its APIService holds no certificate that Go loads',
  ],
  [
    'cannot route to service with ClusterIP "None"',
    'headless',
    'is behind a headless Service, to which the aggregator cannot route',
  ],
  [
    'unsupported service type "ExternalName"',
    'external-name',
    'is behind an ExternalName Service, which this API server does not route to (--enable-aggregator-routing)',
  ],
])('%s', (says, id, predicate) => {
  expect(translateFailure(says)).toEqual({
    id,
    predicate,
    isCertificate: /^c(?:ertificate|a)-/.test(id),
  });
});

it.each(['service unavailable', '', 'the server is currently unable to handle the request'])(
  'knows nothing of %j',
  (says) => {
    expect(translateFailure(says)).toBeUndefined();
  },
);
