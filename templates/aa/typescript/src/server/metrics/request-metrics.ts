import { createHistogram, type Distribution } from './histogram.ts';
import type { Metric, MetricSpec } from './metric.ts';
import type { RequestLabels } from './request-labels.ts';
import { createCounter, createGauge, type Value } from './values.ts';

/** What is counted of requests. */
export type RequestMetrics = {
  readonly metrics: readonly Metric[];
  /** Counts a request that is over. */
  readonly observe: (labels: RequestLabels, status: number, seconds: number) => void;
  /** Counts a request that goes on; the function that this gives says that it is over. */
  readonly begin: (labels: RequestLabels) => () => void;
  /** Counts a request that the server did not go through with, for its own sake. */
  readonly terminated: (labels: RequestLabels, status: number) => void;
};

const names = ['verb', 'group', 'version', 'resource', 'subresource', 'scope', 'component'];
const withDryRun = ['verb', 'dry_run', ...names.slice(1)];

const specs = {
  total: {
    name: 'apiserver_request_total',
    help: '[STABLE] Requests by verb, dry run, group, version, resource, scope, component and status code.',
    labels: [...withDryRun, 'code'],
  },
  duration: {
    name: 'apiserver_request_duration_seconds',
    help: '[STABLE] Time until a request was answered, in seconds.',
    labels: withDryRun,
  },
  longRunning: {
    name: 'apiserver_longrunning_requests',
    help: '[STABLE] Requests that go on: watches, logs, websockets.',
    labels: names,
  },
  terminated: {
    name: 'apiserver_request_terminations_total',
    help: '[ALPHA] Requests that the server refused or gave up in self-defence.',
    labels: [...names, 'code'],
  },
} as const satisfies Record<string, MetricSpec>;

/** k8s.io/apiserver pkg/endpoints/metrics requestLatencies. */
const durations = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
];

/** The counts of one kind of request, looked up once for each request. */
type Series = { readonly duration: Distribution; readonly codes: Map<number, Value> };

/** Metrics of requests under the names and labels of k8s.io/apiserver pkg/endpoints/metrics. */
export const createRequestMetrics = (): RequestMetrics => {
  const total = createCounter(specs.total);
  const duration = createHistogram(specs.duration, durations);
  const longRunning = createGauge(specs.longRunning);
  const terminations = createCounter(specs.terminated);
  const known = new Map<string, Series>();

  const seriesOf = (key: string, labels: RequestLabels): Series => {
    const series = known.get(key) ?? { duration: duration.of(...dryRunLabels(labels)), codes: new Map() };
    known.set(key, series);
    return series;
  };
  const codeOf = ({ codes }: Series, labels: RequestLabels, status: number): Value => {
    const value = codes.get(status) ?? total.of(...dryRunLabels(labels), String(status));
    codes.set(status, value);
    return value;
  };
  return {
    metrics: [total, duration, longRunning, terminations],
    observe: (labels, status, seconds) => {
      const { verb, dryRun, group, version, resource, subresource, scope } = labels;
      const key = `${verb} ${dryRun} ${group} ${version} ${resource} ${subresource} ${scope}`;
      const series = known.get(key) ?? seriesOf(key, labels);
      series.duration.observe(seconds);
      codeOf(series, labels, status).value += 1;
    },
    begin: (labels) => {
      const value = longRunning.of(...plainLabels(labels));
      value.value += 1;
      return () => {
        value.value -= 1;
      };
    },
    terminated: (labels, status) => {
      terminations.of(...plainLabels(labels), String(status)).value += 1;
    },
  };
};

const plainLabels = ({ verb, group, version, resource, subresource, scope }: RequestLabels) =>
  [verb, group, version, resource, subresource, scope, 'apiserver'] as const;

const dryRunLabels = (labels: RequestLabels): readonly string[] => {
  const [verb, ...rest] = plainLabels(labels);
  return [verb, labels.dryRun, ...rest];
};
