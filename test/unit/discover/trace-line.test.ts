import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { traceLines } from '../../../src/discover/log/trace-line.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';
import {
  ACCEPT,
  again,
  body,
  config,
  dialled,
  found,
  lost,
  printed,
  refused,
  responded,
  sent,
  timings,
  URL,
} from './trace-events.ts';

describe('the header of a line', () => {
  it('is klog’s, with microseconds and the process id', () => {
    expect(traceLines(config, { kubectl: '1.37', level: 6, pid: 12610 })).toBe(
      'I1122 15:42:12.266500   12610 loader.go:408] Config loaded from file:  /home/user/.kube/config\n',
    );
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
    [8, found, ''],
    [
      9,
      found,
      'round_trippers.go:495] HTTP Trace: DNS Lookup for localhost resolved to [{127.0.0.1 } {::1 }]\n',
    ],
    [9, lost, 'round_trippers.go:495] HTTP Trace: DNS Lookup for no.invalid resolved to []\n'],
    [
      9,
      refused,
      'round_trippers.go:508] HTTP Trace: Dial to tcp:127.0.0.1:26443 failed: dial tcp 127.0.0.1:26443: connect: connection refused\n',
    ],
    [3, again, ''],
    [4, again, `with_retry.go:234] Got a Retry-After 1s response for attempt 2 to ${URL}\n`],
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
    [
      9,
      found,
      'round_trippers.go:547] "HTTP Trace: DNS Lookup resolved" host="localhost" address=[{"IP":"127.0.0.1","Zone":""},{"IP":"::1","Zone":""}]\n',
    ],
    [9, lost, 'round_trippers.go:547] "HTTP Trace: DNS Lookup resolved" host="no.invalid" address=[]\n'],
    [
      9,
      refused,
      'round_trippers.go:560] "HTTP Trace: Dial failed" network="tcp" address="127.0.0.1:26443" err="dial tcp 127.0.0.1:26443: connect: connection refused"\n',
    ],
    [4, again, `with_retry.go:234] "Got a Retry-After response" delay="1s" attempt=2 url="${URL}"\n`],
    [8, { ...sent, attempt: 2 }, `round_trippers.go:527] "Request" verb="GET" url="${URL}" ${headers}\n`],
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
