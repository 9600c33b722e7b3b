import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../../src/discover/client/exchange.ts';
import type { RecordedExchange } from '../../../src/discover/client/recorded-exchange.ts';
import { type CurlRecording, curlScript } from '../../../src/discover/export/curl-script.ts';
import { secretsText } from '../../../src/discover/export/curl-secrets.ts';
import { harTime, harTimings } from '../../../src/discover/export/har-timings.ts';
import type { Target } from '../../../src/discover/kubeconfig/target.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { originsFor } from './origins-for.ts';

const TARGET: Target = {
  server: 'https://kx.example:6443',
  tls: { ca: undefined, cert: undefined, key: undefined, serverName: undefined, insecure: false },
  headers: [],
  compression: true,
  namespace: 'default',
  proxyUrl: undefined,
  origins: originsFor('it'),
};

const TIMINGS = {
  total: 30,
  reused: false,
  lookup: 1,
  dial: 2,
  handshake: 4,
  connection: 10,
  server: 20,
  receive: 5,
};

function exchange(
  path: string,
  headers: HeaderList = [],
  more: Partial<RecordedExchange> = {},
): RecordedExchange {
  return {
    request: { method: 'GET', url: `${TARGET.server}${path}`, headers, site: 'api' },
    startedAt: 0,
    attempt: 1,
    timings: TIMINGS,
    connection: { id: 1, address: '192.0.2.1:6443', tls: { version: 'TLSv1.3', cipher: 'x' } },
    answer: undefined,
    error: 'it did not answer',
    ...more,
  };
}

/** Runs a script with a curl that prints its arguments and the configuration it was given. */
function runWithStub(recording: Partial<CurlRecording>) {
  const dir = tempDir();
  const { text, secrets } = curlScript({
    version: '0.1.0',
    target: TARGET,
    proxy: undefined,
    exchanges: [exchange('/api')],
    secretsFile: 'ask.sh.secrets',
    ...recording,
  });
  writeFileSync(join(dir, 'ask.sh'), text);
  writeFileSync(join(dir, 'ask.sh.secrets'), secretsText(secrets));
  writeFileSync(join(dir, 'curl'), STUB);
  chmodSync(join(dir, 'curl'), 0o755);
  const env = { PATH: `${dir}:${process.env['PATH']}` };
  return spawnSync('sh', [join(dir, 'ask.sh')], { encoding: 'utf8', env });
}

const STUB = `#!/bin/sh
config=$2
shift 2
for word in "$@"; do printf '[%s]\\n' "$word"; done
sed "s#$(dirname "$config")#DIR#" "$config"
for name in authorization client.key client.crt ca.crt; do
  file=$(dirname "$config")/$name
  if [ -f "$file" ]; then echo "$name:"; cat "$file"; fi
done
`;

describe('a script', () => {
  it('gives curl the headers as they are, odd ones too', () => {
    const headers: HeaderList = [
      ['Accept', 'application/json, */*'],
      ['Impersonate-User', `it's "$HOME" \`id\` \\`],
      ['Impersonate-Group', ''],
    ];
    const { stdout, stderr } = runWithStub({ exchanges: [exchange('/api?timeout=32s', headers)] });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => line.startsWith('['))).toEqual([
      '[--header]',
      '[Accept: application/json, */*]',
      '[--header]',
      `[Impersonate-User: it's "$HOME" \`id\` \\]`,
      '[--header]',
      '[Impersonate-Group;]',
      '[https://kx.example:6443/api?timeout=32s]',
    ]);
  });

  it.each<readonly [what: string, recording: Partial<CurlRecording>, lines: readonly string[]]>([
    ['no proxy', {}, ['noproxy = "*"']],
    ['a proxy', { proxy: 'http://proxy:3128/' }, ['proxy = "http://proxy:3128/"', 'noproxy = ""']],
    [
      'a proxy with a password',
      { proxy: 'http://me:p%22a$HOME@proxy:3128/' },
      ['proxy = "http://me:p%22a$HOME@proxy:3128/"', 'noproxy = ""'],
    ],
    ['no compression', { target: { ...TARGET, compression: false } }, ['globoff']],
    ['no verification', { target: { ...TARGET, tls: { ...TARGET.tls, insecure: true } } }, ['insecure']],
    [
      'certificates',
      { target: { ...TARGET, tls: { ...TARGET.tls, ca: 'CA\n', cert: 'CERT\n', key: "K'EY\n$x\n" } } },
      ['cacert = "DIR/ca.crt"', 'client.key:', "K'EY", '$x', 'client.crt:', 'CERT', 'ca.crt:', 'CA'],
    ],
    [
      'a token',
      { exchanges: [exchange('/api', [['Authorization', "Bearer a'b\\n"]])] },
      ['header = "@DIR/authorization"', 'authorization:', "Authorization: Bearer a'b\\n"],
    ],
  ])('gives curl %s', (_, recording, lines) => {
    const { stdout, stderr } = runWithStub(recording);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual(expect.arrayContaining([...lines]));
  });

  it('asks once what was asked again', () => {
    const again = exchange('/api', [], { attempt: 2 });
    const { stdout } = runWithStub({ exchanges: [exchange('/api'), again, exchange('/apis')] });
    expect(stdout.match(/^\[https:.*$/gm)).toEqual([`[${TARGET.server}/api]`, `[${TARGET.server}/apis]`]);
  });

  it('says what it needs where its secrets are gone', () => {
    const signed = exchange('/api', [['Authorization', 'Bearer x']]);
    const { text } = curlScript({
      version: '0.1.0',
      target: TARGET,
      proxy: undefined,
      exchanges: [signed],
      secretsFile: undefined,
    });
    const { status, stderr } = spawnSync('sh', ['-c', text], { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('KX_AUTHORIZATION: value of the Authorization header');
  });

  it('keeps what a server says in one line of comment', () => {
    const { stdout, stderr } = runWithStub({
      exchanges: [exchange('/api', [], { error: 'no\nrm -rf x\r\necho bad' })],
    });
    expect(stderr).toBe('');
    expect(stdout).not.toContain('bad');
  });
});

describe('the times of an entry', () => {
  it.each<readonly [what: string, more: Partial<RecordedExchange>, timings: object, time: number]>([
    [
      'over a new connection',
      {},
      { blocked: 3, dns: 1, connect: 6, ssl: 4, send: 0, wait: 20, receive: 5 },
      35,
    ],
    [
      'over a new one without names and TLS',
      { timings: { ...TIMINGS, lookup: 0, handshake: 0 }, connection: { id: 1, address: '192.0.2.1:80' } },
      { blocked: 8, dns: -1, connect: 2, ssl: -1, send: 0, wait: 20, receive: 5 },
      35,
    ],
    [
      'over one that stood',
      { timings: { ...TIMINGS, reused: true } },
      { blocked: 10, dns: -1, connect: -1, ssl: -1, send: 0, wait: 20, receive: 5 },
      35,
    ],
    [
      'over none',
      { connection: undefined },
      { blocked: 10, dns: -1, connect: -1, ssl: -1, send: 0, wait: 20, receive: 5 },
      35,
    ],
  ])('%s', (_, more, timings, time) => {
    const found = harTimings(exchange('/api', [], more));
    expect(found).toEqual(timings);
    expect(harTime(found)).toBe(time);
  });
});
