import { describe, expect, it } from 'vitest';
import type { ClientFailure } from '../../../src/discover/log/client-failure.ts';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { traceLines } from '../../../src/discover/log/trace-line.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';
import { at, printed } from './trace-events.ts';

// What kubectl 1.27.16, 1.28.15, 1.29.14, 1.31.9, 1.33.1 and 1.37.2 printed.
const groups = (failure: ClientFailure): TraceEvent => ({ at, kind: 'groupsFailed', failure });
const refused = groups({
  message: 'Get "https://h:1/api": refused',
  connection: { url: 'https://h:1/api', reason: 'refused' },
});
const html = groups({ message: '<b>', status: { metadata: {}, message: '<b>', code: 502 } });
const version: Extract<TraceEvent, { kind: 'versionFailed' }> = {
  at,
  kind: 'versionFailed',
  groupVersion: 'g/v1',
  failure: { message: 'no "x"' },
  isRepeated: false,
  isLast: true,
};
const unread = {
  ...version,
  failure: { message: 'm', unread: { kind: 'body', reason: 'unexpected EOF' } },
} as const;
const reset = { ...version, failure: { message: 'm', unread: { kind: 'stream', reason: 'r' } } } as const;
const empty = { ...version, failure: { message: 'received empty response for: g/v1', isEmpty: true } };

describe('groups that cannot be had', () => {
  it.each<readonly [KubectlVersion, lines: readonly string[]]>([
    [
      '1.27',
      [
        'memcache.go:265] couldn\'t get current server API group list: Get "https://h:1/api": refused',
        'cached_discovery.go:120] skipped caching discovery info due to Get "https://h:1/api": refused',
        'helpers.go:264] Connection error: Get https://h:1/api: refused',
      ],
    ],
    [
      '1.31',
      [
        'memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list: Get \\"https://h:1/api\\": refused"',
        'cached_discovery.go:120] skipped caching discovery info due to Get "https://h:1/api": refused',
        'helpers.go:264] Connection error: Get https://h:1/api: refused',
      ],
    ],
    [
      '1.37',
      [
        'memcache.go:381] "Couldn\'t get current server API group list" err="Get \\"https://h:1/api\\": refused"',
        'cached_discovery.go:153] "Skipped caching discovery info due to error" err="Get \\"https://h:1/api\\": refused"',
        'helpers.go:265] Connection error: Get https://h:1/api: refused',
      ],
    ],
  ])('as %s tells it', (kubectl, lines) => {
    const text = traceLines(refused, { kubectl, level: 6, pid: 12610 });
    expect(text.split('\n').map((line) => line[0] ?? '')).toEqual(['E', 'I', 'I', '']);
    expect(text.replaceAll(/^[EI]1122 15:42:12.266500 {3}12610 /gm, '')).toBe(`${lines.join('\n')}\n`);
  });

  it.each<readonly [KubectlVersion, before: string, behind: string]>([
    ['1.27', 'helpers.go:246] server response object: [', ']'],
    ['1.29', 'helpers.go:246] server response object: %s[', ']'],
    ['1.36', 'helpers.go:246] server response object: %s[', ']'],
    ['1.37', 'helpers.go:247] server response object: ', ''],
  ])('with the answer that %s made up', (kubectl, before, behind) => {
    const object = '{\n  "metadata": {},\n  "message": "\\u003cb\\u003e",\n  "code": 502\n}';
    expect(printed(html, kubectl, 4)).toContain(`${before}${object}${behind}\n`);
  });

  it.each([
    [0, 0],
    [1, 1],
    [3, 2],
    [4, 3],
  ])('at level %i in %i lines', (level, count) => {
    expect(printed(refused, '1.33', level).match(/\n/g) ?? []).toHaveLength(count);
  });
});

describe('a group version that cannot be had', () => {
  it.each<readonly [KubectlVersion, event: TraceEvent, line: string]>([
    ['1.30', version, 'memcache.go:287] couldn\'t get resource list for g/v1: no "x"'],
    [
      '1.31',
      version,
      'memcache.go:287] "Unhandled Error" err="couldn\'t get resource list for g/v1: no \\"x\\""',
    ],
    [
      '1.33',
      { ...version, isRepeated: true },
      'memcache.go:121] "Unhandled Error" err="couldn\'t get resource list for g/v1: no \\"x\\""',
    ],
    ['1.37', version, 'memcache.go:403] "Couldn\'t get resource list" err="no \\"x\\"" groupVersion="g/v1"'],
    [
      '1.37',
      { ...version, isRepeated: true },
      'memcache.go:133] "Couldn\'t get resource list" err="no \\"x\\"" gv="g/v1"',
    ],
    ['1.32', unread, 'request.go:1332] Unexpected error when reading response body: unexpected EOF'],
    ['1.36', unread, 'request.go:1196] "Unexpected error when reading response body" err="unexpected EOF"'],
    [
      '1.37',
      reset,
      'request.go:1191] "Stream error when reading response body, may be caused by closed connection" err="r"',
    ],
    ['1.33', empty, 'memcache.go:285] received empty response for: g/v1'],
    ['1.37', empty, 'memcache.go:401] "received empty response for: g/v1"'],
    ['1.33', version, 'cached_discovery.go:84] skipped caching discovery info due to no "x"'],
    [
      '1.37',
      version,
      'cached_discovery.go:98] "Skipped caching discovery info due to error" err="no \\"x\\""',
    ],
  ])('%s tells in %o that %s', (kubectl, event, line) => {
    expect(`\n${traceLines(event, { kubectl, level: 6, pid: 1 })}`).toContain(` ${line}\n`);
  });

  it('is told as skipped when it is not asked for again', () => {
    expect(printed({ ...version, isLast: false }, '1.33', 6)).not.toContain('skipped');
  });

  it.each<readonly [KubectlVersion, line: string]>([
    ['1.27', 'request.go:1387] body was not decodable (unable to check for Status): no kind\n'],
    ['1.30', 'request.go:1411] body was not decodable (unable to check for Status): no kind\n'],
    ['1.31', 'request.go:1550] body was not decodable (unable to check for Status): no kind\n'],
    ['1.32', 'request.go:1632] body was not decodable (unable to check for Status): no kind\n'],
    ['1.33', 'request.go:1664] "Body was not decodable (unable to check for Status)" err="no kind"\n'],
    ['1.34', 'request.go:1500] "Body was not decodable (unable to check for Status)" err="no kind"\n'],
    ['1.37', 'request.go:1502] "Body was not decodable (unable to check for Status)" err="no kind"\n'],
  ])('%s tells that the body of an error is no Status', (kubectl, line) => {
    const undecoded = { ...version, failure: { message: 'x', undecoded: 'no kind' } };
    expect(printed(undecoded, kubectl, 5)).toContain(line);
    expect(printed(undecoded, kubectl, 4)).not.toContain('decodable');
  });
});
