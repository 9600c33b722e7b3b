import type { SentRequest, Timings } from '../../../src/discover/client/exchange.ts';
import type { Of, TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { traceLines } from '../../../src/discover/log/trace-line.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';

// The expected lines are what kubectl 1.27.16, 1.32.5, 1.33.1, 1.36.3 and 1.37.0 printed; header order apart, which is
// random in 1.27 to 1.32.
export const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
export const URL = 'https://127.0.0.1:26443/apis?timeout=32s';

/** 22 November 2026, 15:42:12.2665 */
export const at = new Date(2026, 10, 22, 15, 42, 12, 266).getTime() + 0.5;

export const request: SentRequest = {
  method: 'GET',
  url: URL,
  headers: [
    ['User-Agent', 'kubectl/v1.37.0'],
    ['Accept', ACCEPT],
    ['Authorization', 'Bearer s3cret'],
  ],
  site: 'apis',
};

export const timings: Timings = {
  total: 4.9,
  reused: false,
  lookup: 0,
  dial: 0.4,
  handshake: 2.2,
  connection: 3,
  server: 1.5,
};

export const responded: Of<'response'> = {
  at,
  kind: 'response',
  request,
  statusText: '200 OK',
  headers: [
    ['Vary', 'Accept'],
    ['Cache-Control', 'public'],
  ],
  timings,
};
export const sent: Of<'request'> = { at, kind: 'request', request };
export const dialled: Of<'dial'> = { at, kind: 'dial', request, address: '127.0.0.1:26443' };
export const config: TraceEvent = { at, kind: 'config', file: '/home/user/.kube/config' };
export const found: TraceEvent = {
  at,
  kind: 'lookup',
  request,
  host: 'localhost',
  addresses: ['127.0.0.1', '::1'],
};
export const lost: TraceEvent = { at, kind: 'lookup', request, host: 'no.invalid', addresses: [] };
export const refused: TraceEvent = { ...dialled, failure: 'ECONNREFUSED' };
export const again: TraceEvent = { at, kind: 'retry', request, attempt: 2, delay: 1_000 };
export const body = (text: string): TraceEvent => ({ at, kind: 'body', request, text });

/** What a kubectl version prints of an event at a level, without the headers of the lines. */
export function printed(event: TraceEvent, kubectl: KubectlVersion, level: number): string {
  return traceLines(event, { kubectl, level, pid: 12610 }).replaceAll('I1122 15:42:12.266500   12610 ', '');
}
