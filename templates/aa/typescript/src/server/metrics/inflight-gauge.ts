import type { Metric } from './metric.ts';
import { createReading } from './values.ts';

/** Which of the two limits a request counts against. */
export type RequestKind = 'readOnly' | 'mutating';

/** The most requests of each kind at the same time, in the last whole second and the present one. */
export type InflightGauge = Metric & { readonly record: (kind: RequestKind, count: number) => void };

type Peak = { second: number; now: number; before: number };

/** k8s.io/apiserver pkg/server/filters/maxinflight.go requestWatermark; `count` is what is in flight at present. */
export const createInflightGauge = (now: () => Date, count: (kind: RequestKind) => number): InflightGauge => {
  const peaks = { readOnly: newPeak(), mutating: newPeak() };
  const current = (kind: RequestKind): Peak => {
    const peak = peaks[kind];
    const second = Math.floor(now().getTime() / 1000);
    if (second !== peak.second) {
      peak.before = second === peak.second + 1 ? peak.now : count(kind);
      peak.now = count(kind);
      peak.second = second;
    }
    return peak;
  };
  const spec = {
    name: 'apiserver_current_inflight_requests',
    help: '[STABLE] Most requests that were answered at the same time in the last second, by kind of request.',
    labels: ['request_kind'],
  };
  const { text } = createReading(spec, () =>
    (['mutating', 'readOnly'] as const).map((kind) => {
      const peak = current(kind);
      return [[kind], Math.max(peak.before, peak.now)];
    }),
  );
  return {
    text,
    record: (kind, inFlight) => {
      const peak = current(kind);
      if (inFlight > peak.now) peak.now = inFlight;
    },
  };
};

const newPeak = (): Peak => ({ second: 0, now: 0, before: 0 });
