import { expect, it } from 'vitest';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';
import { body, printed } from './trace-events.ts';

it.each<readonly [level: number, length: number, end: string]>([
  [8, 1024, 'x"\n'],
  [8, 1025, 'x [truncated 1 chars]"\n'],
  [9, 10_240, 'x"\n'],
  [9, 10_241, 'x [truncated 1 chars]"\n'],
  [10, 20_000, 'x"\n'],
])('at level %i a body of %i bytes ends in %j', (level, length, end) => {
  expect(printed(body('x'.repeat(length)), '1.36', level).slice(-end.length)).toBe(end);
});

// Go cuts bytes and quotes what is left of a character byte by byte.
it.each<readonly [KubectlVersion, string, end: string]>([
  ['1.33', `${'x'.repeat(1022)}ü€`, 'xü [truncated 3 chars]"\n'],
  ['1.33', `${'x'.repeat(1023)}ü`, 'x\\xc3 [truncated 1 chars]"\n'],
  ['1.33', `${'x'.repeat(1022)}€`, 'x\\xe2\\x82 [truncated 1 chars]"\n'],
  ['1.27', `${'x'.repeat(1023)}ü`, 'x\ufffd [truncated 1 chars]\n'],
])('%s cuts through a character', (kubectl, text, end) => {
  expect(printed(body(text), kubectl, 8).slice(-end.length)).toBe(end);
});

const DUMP = `00000000  7b 09 22 6b 69 6e 64 22  3a 20 22 41 50 49 52 65  |{."kind": "APIRe|
00000010  73 6f 75 72 63 65 4c 69  73 74 22 7d              |sourceList"}|
`;

it.each<readonly [KubectlVersion, string]>([
  ['1.27', `request.go:1186] Response Body:\n${DUMP}`],
  ['1.31', `request.go:1349] Response Body:\n${DUMP}`],
  ['1.33', `discovery_client.go:318] "Response Body" body=<\n${DUMP.replaceAll(/^(?=.)/gm, '\t')} >\n`],
])('%s takes a body with a tab for binary and dumps it', (kubectl, lines) => {
  expect(printed(body('{\t"kind": "APIResourceList"}'), kubectl, 8)).toBe(lines);
});

it('masks the values of a Secret before it cuts', () => {
  const secret = JSON.stringify({ kind: 'Secret', data: { a: 'eA=='.repeat(300) }, type: 'Opaque' });
  expect(printed(body(secret), '1.27', 8)).toBe(
    'request.go:1188] Response Body: {"kind":"Secret","data":{"a":"<masked>"},"type":"Opaque"}\n',
  );
});
