import { readFileSync } from 'node:fs';
import type { Ask } from '../conformance/exchange.ts';
import { API_VERSION, BASE, FIXTURE } from '../conformance/fixture.ts';

/** Where the object `w` is that bad requests are about. */
export const WIDGETS = `${BASE}/namespaces/default/${FIXTURE.plural}`;

/** A widget of the fixture. */
export const widgetOf = (name: string) => ({
  apiVersion: API_VERSION,
  kind: FIXTURE.kind,
  metadata: { name },
  spec: { size: 3 },
});

/** Requests with what they are called. */
export type NamedRequests = readonly (readonly [title: string, ask: Ask])[];

/** Reads a file of requests, one a line as JSON; `{{x*64}}` stands for so many of a letter. */
function requestsIn(file: string): NamedRequests {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => [
    line,
    JSON.parse(
      line.replaceAll(/\{\{(\p{L})\*(\d+)\}\}/gu, (_, letter, count) => letter.repeat(Number(count))),
    ),
  ]);
}

/** Requests that a CRD refuses, or some server might. */
export const BAD_REQUESTS = requestsIn('bad-requests.jsonl');

/** The same, that take three seconds each. */
export const SLOW_REQUESTS = requestsIn('slow-requests.jsonl');
