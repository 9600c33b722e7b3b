import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/discover/client/exchange.ts';
import { rootFailure, versionFailure } from '../../../src/discover/log/client-failure.ts';

// What kubectl 1.27, 1.33 and 1.37 logged for these answers.
const TYPE_META = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;
const UNABLE = 'the server is currently unable to handle the request';
const PARSE = "couldn't get version/kind; json parse error: ";

function answer(status: number, body: string, type = 'application/json'): Exchange {
  const request = { method: 'GET', url: '', headers: [], site: 'api' } as const;
  const timings = { total: 0, reused: false, lookup: 0, dial: 0, handshake: 0, connection: 0, server: 0 };
  const headers = type === '' ? [] : [['Content-Type', type] as const];
  return { request, status, statusText: '', headers, timings, protocol: 'HTTP/2.0', bytes: 0, body };
}

function status(code: number, reason: string, message: string): string {
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code });
}

describe('/api and /apis', () => {
  it.each<readonly [code: number, body: string, type: string, message: string]>([
    [503, status(503, 'ServiceUnavailable', 'not ready'), 'application/json', UNABLE],
    [403, status(403, 'Forbidden', 'User "x" cannot'), 'application/json', 'unknown'],
    [401, '{}', 'application/json', 'the server has asked for the client to provide credentials'],
    [400, '{}', 'application/json', 'the server rejected our request for an unknown reason'],
    [406, 'no such type\n', 'text/plain', 'no such type'],
    [
      406,
      '{}',
      'application/json',
      'the server was unable to respond with a content type that the client supports',
    ],
    [
      418,
      '{}',
      'application/json',
      'the server responded with the status code 418 but did not return more information',
    ],
    [
      502,
      '<html>\n<h1>502 Bad Gateway</h1>\n</html>\n',
      'text/html',
      'an error on the server ("<html>\\n<h1>502 Bad Gateway</h1>\\n</html>") has prevented the request from succeeding',
    ],
    [
      500,
      'y'.repeat(3000),
      '',
      `an error on the server ("${'y'.repeat(2048)}") has prevented the request from succeeding`,
    ],
    [200, '<html>', 'text/html', "invalid character '<' looking for beginning of value"],
    [204, '', '', 'unexpected end of JSON input'],
    [200, '[1]', 'application/json', 'json: cannot unmarshal array into Go value of type v1.APIVersions'],
  ])('%i %j of %j is %j', (code, body, type, message) => {
    expect(rootFailure('api', answer(code, body, type))?.message).toBe(message);
  });

  it('tell the seconds of a Retry-After', () => {
    const late = answer(503, '');
    const failure = rootFailure('api', { ...late, headers: [...late.headers, ['Retry-After', '7']] });
    expect(failure?.status).toMatchObject({ details: { retryAfterSeconds: 7 }, code: 503 });
  });

  it('are fine as an object, and /api where there is none', () => {
    expect(rootFailure('api', answer(200, '{}'))).toBeUndefined();
    expect(rootFailure('api', answer(404, ''))).toBeUndefined();
    expect(rootFailure('apis', answer(404, ''))?.message).toBe(
      'the server could not find the requested resource',
    );
  });
});

describe('a group version', () => {
  it.each<readonly [code: number, body: string, message: string]>([
    [403, status(403, 'Forbidden', 'User "x" cannot'), 'User "x" cannot'],
    [503, 'service unavailable\n', UNABLE],
    [200, '<html>\n</html>', `${PARSE}json: cannot unmarshal string into Go value of type ${TYPE_META}`],
    [200, '{"kind":"APIResourceList","grou', `${PARSE}unexpected end of JSON input`],
    [200, '', '0-length response with status code: 200 and content type: application/json'],
    [200, '{"kind":"APIResourceList","resources":[]}', 'received empty response for: g/v1'],
    [200, '{"a":1}', 'received empty response for: g/v1'],
  ])('%i %j is %j', (code, body, message) => {
    expect(versionFailure('g/v1', answer(code, body))?.message).toBe(message);
  });

  it.each<readonly [body: string, undecoded: string | undefined]>([
    ['', undefined],
    [status(503, 'ServiceUnavailable', 'x'), undefined],
    ['service unavailable\n', `${PARSE}json: cannot unmarshal string into Go value of type ${TYPE_META}`],
    ['404 page not found\n', `${PARSE}json: cannot unmarshal string into Go value of type ${TYPE_META}`],
    ['yes\n', `${PARSE}json: cannot unmarshal bool into Go value of type ${TYPE_META}`],
    ['[1, 2]', `${PARSE}json: cannot unmarshal array into Go value of type ${TYPE_META}`],
    ['{"error":"x"}', `Object 'Kind' is missing in '{"error":"x"}'`],
    ['error: x\nfoo: bar\n', `Object 'Kind' is missing in 'error: x\nfoo: bar\n'`],
    ['reached: dial: refused', 'yaml: mapping values are not allowed in this context'],
    ['<html>\n<body style="a: b">', 'yaml: line 2: mapping values are not allowed in this context'],
    ['{"kind":"Status","a', `${PARSE}unexpected end of JSON input`],
  ])('with 503 %j is not decoded because of %j', (body, undecoded) => {
    expect(versionFailure('g/v1', answer(503, body))?.undecoded).toBe(undecoded);
  });

  it('that lists resources is fine; a core v1 that is not there is empty', () => {
    expect(versionFailure('v1', answer(200, '{"resources":[{}]}'))).toBeUndefined();
    expect(versionFailure('v1', answer(404, ''))).toEqual({
      message: 'received empty response for: v1',
      isEmpty: true,
    });
    expect(versionFailure('g/v1', answer(404, ''))?.isEmpty).toBeUndefined();
  });
});
