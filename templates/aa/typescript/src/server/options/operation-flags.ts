import type { FlagSpec } from './flags.ts';

/** Limits of requests, and how the server ends (k8s.io/apiserver pkg/server/options/server_run_options.go). */
export const operationFlags = {
  'max-requests-inflight': {
    value: 'N',
    description: 'requests that read and are answered at the same time, without watches; 0 for no limit',
    default: '400',
  },
  'max-mutating-requests-inflight': {
    value: 'N',
    description: 'requests that write and are answered at the same time; 0 for no limit',
    default: '200',
  },
  'request-timeout': {
    value: 'DURATION',
    description: 'how long a request may take, unless it goes on by its nature as a watch does',
    default: '1m0s',
  },
  'shutdown-delay-duration': {
    value: 'DURATION',
    description:
      'how long to go on serving after SIGTERM while /readyz fails, so that no more requests are sent here',
    default: '0s',
  },
  'shutdown-send-retry-after': {
    description: 'answer 429 to what comes after that delay, until the requests of before are answered',
  },
} as const satisfies Record<string, FlagSpec>;
