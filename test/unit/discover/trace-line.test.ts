import { describe, expect, it } from 'vitest';
import type { SentRequest, Timings } from '../../../src/discover/client/exchange.ts';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { traceLines } from '../../../src/discover/log/trace-line.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';

// The expected lines are what kubectl 1.27.16, 1.32.5, 1.33.1, 1.36.3 and 1.37.0 printed; header order apart, which is
// random in 1.27 to 1.32.
const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
const URL = 'https://127.0.0.1:26443/apis?timeout=32s';

const at = new Date(2026, 10, 22, 15, 42, 12, 266).getTime() + 0.5;

const request: SentRequest = {
  method: 'GET',
  url: URL,
  headers: [
    ['User-Agent', 'kubectl/v1.37.0'],
    ['Accept', ACCEPT],
    ['Authorization', 'Bearer s3cret'],
  ],
  site: 'apis',
};

const timings: Timings = {
  total: 4.9,
  reused: false,
  lookup: 0,
  dial: 0.4,
  handshake: 2.2,
  connection: 3,
  server: 1.5,
};

const responded: TraceEvent = {
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
const sent: TraceEvent = { at, kind: 'request', request };
const dialled: TraceEvent = { at, kind: 'dial', request, address: '127.0.0.1:26443' };
const config: TraceEvent = { at, kind: 'config', file: '/home/user/.kube/config' };
const gates: TraceEvent = { at, kind: 'gates' };
const body = (text: string): TraceEvent => ({ at, kind: 'body', request, text });

function printed(event: TraceEvent, kubectl: KubectlVersion, level: number): string {
  return traceLines(event, { kubectl, level, pid: 12610 }).replaceAll('I1122 15:42:12.266500   12610 ', '');
}

describe('the header of a line', () => {
  it('is klog’s, with microseconds and the process id', () => {
    expect(traceLines(config, { kubectl: '1.37', level: 6, pid: 12610 })).toBe(
      'I1122 15:42:12.266500   12610 loader.go:408] Config loaded from file:  /home/user/.kube/config\n',
    );
  });
});

describe('the kubeconfig line', () => {
  it.each<readonly [KubectlVersion, number]>([
    ['1.27', 373],
    ['1.28', 395],
    ['1.31', 395],
    ['1.32', 402],
    ['1.34', 402],
    ['1.35', 405],
    ['1.36', 407],
    ['1.37', 408],
  ])('of %s is loader.go:%i', (kubectl, source) => {
    expect(printed(config, kubectl, 6)).toMatch(new RegExp(`^loader.go:${source}] Config loaded`));
    expect(printed(config, kubectl, 5)).toBe('');
  });
});

describe('the feature gates', () => {
  it.each<readonly [KubectlVersion, number]>([
    ['1.31', 0],
    ['1.32', 4],
    ['1.33', 5],
    ['1.35', 0],
  ])('of %s are %i lines', (kubectl, count) => {
    expect(
      printed(gates, kubectl, 1).match(/envvar.go:172\] "Feature gate default state"/g) ?? [],
    ).toHaveLength(count);
    expect(printed(gates, kubectl, 0)).toBe('');
  });
});

describe('lines up to 1.32 are text', () => {
  it.each<readonly [level: number, event: TraceEvent, lines: string]>([
    [5, responded, ''],
    [6, sent, ''],
    [6, responded, `round_trippers.go:553] GET ${URL} 200 OK in 4 milliseconds\n`],
    [
      7,
      sent,
      `round_trippers.go:463] GET ${URL}
round_trippers.go:469] Request Headers:
round_trippers.go:473]     User-Agent: kubectl/v1.37.0
round_trippers.go:473]     Accept: ${ACCEPT}
round_trippers.go:473]     Authorization: Bearer <masked>
`,
    ],
    [7, responded, 'round_trippers.go:574] Response Status: 200 OK in 4 milliseconds\n'],
    [
      8,
      responded,
      `round_trippers.go:574] Response Status: 200 OK in 4 milliseconds
round_trippers.go:577] Response Headers:
round_trippers.go:580]     Vary: Accept
round_trippers.go:580]     Cache-Control: public
`,
    ],
    [
      9,
      sent,
      `round_trippers.go:466] curl -v -XGET  -H "User-Agent: kubectl/v1.37.0" -H "Accept: ${ACCEPT}" -H "Authorization: Bearer <masked>" '${URL}'\n`,
    ],
    [8, dialled, ''],
    [9, dialled, 'round_trippers.go:510] HTTP Trace: Dial to tcp:127.0.0.1:26443 succeed\n'],
    [
      9,
      responded,
      `round_trippers.go:553] GET ${URL} 200 OK in 4 milliseconds
round_trippers.go:570] HTTP Statistics: DNSLookup 0 ms Dial 0 ms TLSHandshake 2 ms ServerProcessing 1 ms Duration 4 ms
round_trippers.go:577] Response Headers:
round_trippers.go:580]     Vary: Accept
round_trippers.go:580]     Cache-Control: public
`,
    ],
    [
      9,
      { ...responded, timings: { ...timings, reused: true, connection: 0.2 } },
      `round_trippers.go:553] GET ${URL} 200 OK in 4 milliseconds
round_trippers.go:570] HTTP Statistics: GetConnection 0 ms ServerProcessing 1 ms Duration 4 ms
round_trippers.go:577] Response Headers:
round_trippers.go:580]     Vary: Accept
round_trippers.go:580]     Cache-Control: public
`,
    ],
    [7, body('{}'), ''],
    [8, body('{}'), 'request.go:1188] Response Body: {}\n'],
  ])('at level %i: %o', (level, event, lines) => {
    expect(printed(event, '1.27', level)).toBe(lines);
  });

  it('are elsewhere in the source of 1.32, whose bodies are structured', () => {
    expect(printed(responded, '1.32', 6)).toBe(
      `round_trippers.go:560] GET ${URL} 200 OK in 4 milliseconds\n`,
    );
    expect(printed(sent, '1.32', 8)).toMatch(
      /^discovery_client.go:319\] "Request Body" body=""\nround_trippers.go:470\] GET /,
    );
    expect(printed(body('{}\n'), '1.32', 8)).toBe(
      'discovery_client.go:319] "Response Body" body=<\n\t{}\n >\n',
    );
  });
});

describe('lines from 1.33 are structured', () => {
  const headers = `headers=<
	Accept: ${ACCEPT}
	Authorization: Bearer <masked>
	User-Agent: kubectl/v1.37.0
 >`;
  const answered = 'headers=<\n\tCache-Control: public\n\tVary: Accept\n >';
  it.each<readonly [level: number, event: TraceEvent, lines: string]>([
    [5, responded, ''],
    [6, sent, ''],
    [
      6,
      responded,
      `round_trippers.go:632] "Response" verb="GET" url="${URL}" status="200 OK" milliseconds=4\n`,
    ],
    [7, sent, `round_trippers.go:527] "Request" verb="GET" url="${URL}" ${headers}\n`],
    [7, responded, 'round_trippers.go:632] "Response" status="200 OK" milliseconds=4\n'],
    [
      8,
      sent,
      `discovery_client.go:721] "Request Body" body=""\nround_trippers.go:527] "Request" verb="GET" url="${URL}" ${headers}\n`,
    ],
    [8, responded, `round_trippers.go:632] "Response" status="200 OK" ${answered} milliseconds=4\n`],
    [
      9,
      sent,
      `discovery_client.go:721] "Request Body" body=""
round_trippers.go:527] "Request" curlCommand=<
	curl -v -XGET  -H "User-Agent: kubectl/v1.37.0" -H "Accept: ${ACCEPT}" -H "Authorization: Bearer <masked>" '${URL}'
 >
`,
    ],
    [
      9,
      dialled,
      'round_trippers.go:562] "HTTP Trace: Dial succeed" network="tcp" address="127.0.0.1:26443"\n',
    ],
    [
      9,
      responded,
      `round_trippers.go:632] "Response" verb="GET" url="${URL}" status="200 OK" ${answered} milliseconds=4 dnsLookupMilliseconds=0 dialMilliseconds=0 tlsHandshakeMilliseconds=2 serverProcessingMilliseconds=1\n`,
    ],
    [
      9,
      { ...responded, timings: { ...timings, reused: true, connection: 0.2 } },
      `round_trippers.go:632] "Response" verb="GET" url="${URL}" status="200 OK" ${answered} milliseconds=4 getConnectionMilliseconds=0 serverProcessingMilliseconds=1\n`,
    ],
    [8, body('{"a":"b"}'), 'discovery_client.go:721] "Response Body" body="{\\"a\\":\\"b\\"}"\n'],
    [8, body('{}\n'), 'discovery_client.go:721] "Response Body" body=<\n\t{}\n >\n'],
  ])('at level %i: %o', (level, event, lines) => {
    expect(printed(event, '1.37', level)).toBe(lines);
  });

  it.each<readonly [KubectlVersion, string]>([
    ['1.33', 'discovery_client.go:318'],
    ['1.34', 'discovery_client.go:318'],
    ['1.35', 'discovery_client.go:318'],
    ['1.36', 'discovery_client.go:318'],
    ['1.37', 'discovery_client.go:721'],
  ])('name the call of %s', (kubectl, source) => {
    expect(printed(body('{}'), kubectl, 8)).toBe(`${source}] "Response Body" body="{}"\n`);
  });
});

describe('a body', () => {
  it.each<readonly [level: number, length: number, end: string]>([
    [8, 1024, 'x"\n'],
    [8, 1025, 'x [truncated 1 chars]"\n'],
    [9, 10_240, 'x"\n'],
    [9, 10_241, 'x [truncated 1 chars]"\n'],
    [10, 20_000, 'x"\n'],
  ])('at level %i with %i bytes ends in %j', (level, length, end) => {
    expect(printed(body('x'.repeat(length)), '1.36', level)).toMatch(
      new RegExp(`${end.replaceAll(/[[\]]/g, '\\$&')}$`),
    );
  });

  it('with a tab is taken for binary and dumped', () => {
    expect(printed(body('{\t"kind": "APIResourceList"}'), '1.27', 8)).toBe(
      `request.go:1186] Response Body:
00000000  7b 09 22 6b 69 6e 64 22  3a 20 22 41 50 49 52 65  |{."kind": "APIRe|
00000010  73 6f 75 72 63 65 4c 69  73 74 22 7d              |sourceList"}|
`,
    );
  });
});
