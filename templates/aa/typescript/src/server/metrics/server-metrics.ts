import type { KindDefinition } from '../api/kind-definition.ts';
import type { ServingCertificate } from '../health/serving-certificate.ts';
import type { Storage } from '../storage/storage.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import type { Metric } from './metric.ts';
import { processMetrics } from './process-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';
import { storedObjectsMetric } from './stored-objects-metric.ts';
import { createCounter, createReading, type Values } from './values.ts';

/** Everything that is counted and measured, under the names of k8s.io/apiserver where it has them. */
export type ServerMetrics = {
  readonly requests: RequestMetrics;
  /** By group, version and resource. */
  readonly watchEvents: Values;
  readonly clientCertificates: Histogram;
  readonly tlsHandshakeErrors: Values;
  readonly auditEvents: Values;
  /** By plugin. */
  readonly auditErrors: Values;
  /** By level. */
  readonly auditLevels: Values;
  /** What else is to be shown. */
  readonly add: (metric: Metric) => void;
  /** All of it in the text format of Prometheus. */
  readonly text: () => Promise<string>;
};

/** What is measured when somebody asks. */
export type Measured = {
  readonly kinds: readonly KindDefinition[];
  readonly storage: Storage;
  readonly certificate: ServingCertificate;
};

const day = 24 * 60 * 60;

/** k8s.io/apiserver pkg/authentication/request/x509 clientCertificateExpirationHistogram. */
const lifetimes = [
  0,
  day / 48,
  day / 24,
  day / 12,
  day / 4,
  day / 2,
  day,
  2 * day,
  4 * day,
  7 * day,
  30 * day,
  90 * day,
  180 * day,
  365 * day,
];

/** Metrics that begin at nothing. */
export const createServerMetrics = ({ kinds, storage, certificate }: Measured): ServerMetrics => {
  const counter = (name: string, help: string, labels: readonly string[] = []) =>
    createCounter({ name, help: `[ALPHA] ${help}`, labels });
  const counters = {
    watchEvents: counter('apiserver_watch_events_total', 'Events that were sent to watches.', [
      'group',
      'version',
      'resource',
    ]),
    tlsHandshakeErrors: counter('apiserver_tls_handshake_errors_total', 'TLS handshakes that failed.'),
    auditEvents: counter('apiserver_audit_event_total', 'Audit events that were made.'),
    auditErrors: counter('apiserver_audit_error_total', 'Audit events that could not be recorded.', [
      'plugin',
    ]),
    auditLevels: counter('apiserver_audit_level_total', 'Requests by the level of their audit.', ['level']),
  };
  const requests = createRequestMetrics();
  const clientCertificates = createHistogram(
    {
      name: 'apiserver_client_certificate_expiration_seconds',
      help: '[ALPHA] Remaining lifetime of the client certificates that requests came with, in seconds.',
    },
    lifetimes,
  );
  const expiry = createReading(
    {
      name: 'apiserver_serving_certificate_expiration_timestamp_seconds',
      help: 'When the certificate that this server shows expires, in seconds since 1970.',
    },
    () => [[[], certificate().until.getTime() / 1000]],
  );
  const shown = [
    ...requests.metrics,
    ...Object.values(counters),
    clientCertificates,
    expiry,
    storedObjectsMetric(kinds, storage),
    ...processMetrics(),
  ];
  // Counters without labels are there from the start, at 0.
  for (const each of [counters.tlsHandshakeErrors, counters.auditEvents]) each.of();
  return {
    ...counters,
    requests,
    clientCertificates,
    add: (metric) => shown.push(metric),
    text: async () => (await Promise.all(shown.map((metric) => metric.text()))).join(''),
  };
};
