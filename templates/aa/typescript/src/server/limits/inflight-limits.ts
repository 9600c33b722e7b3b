import type { User } from '../authentication/user.ts';
import { createInflightGauge, type RequestKind } from '../metrics/inflight-gauge.ts';
import type { Metric } from '../metrics/metric.ts';
import type { LimitOptions } from '../options/server-options.ts';
import { tooManyRequests } from './terminated-error.ts';

/** Lets so many requests be answered at the same time. */
export type InflightLimits = {
  readonly metric: Metric;
  /** Takes a place for a request and gives the function that frees it. @throws ApiError 429 where none is free */
  readonly enter: (verb: string, user: User) => () => void;
};

const readOnlyVerbs: readonly string[] = ['get', 'list', 'watch'];

/**
 * Limits for requests that read and for others, 0 for none. The group system:masters gets an answer in any case
 * (k8s.io/apiserver pkg/server/filters/maxinflight.go).
 */
export const createInflightLimits = (
  limits: Pick<LimitOptions, RequestKind>,
  now: () => Date,
): InflightLimits => {
  const taken = { readOnly: 0, mutating: 0 };
  const gauge = createInflightGauge(now, (kind) => taken[kind]);
  const leave = {
    readOnly: () => {
      taken.readOnly -= 1;
    },
    mutating: () => {
      taken.mutating -= 1;
    },
  };
  return {
    metric: gauge,
    enter: (verb, user) => {
      const kind = readOnlyVerbs.includes(verb) ? 'readOnly' : 'mutating';
      const limit = limits[kind];
      if (limit > 0 && taken[kind] >= limit) {
        if (user.groups.includes('system:masters')) return () => {};
        throw tooManyRequests();
      }
      taken[kind] += 1;
      gauge.record(kind, taken[kind]);
      return leave[kind];
    },
  };
};
