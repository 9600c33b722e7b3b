import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { RawOptions } from '../../../src/options/option.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';
import { API_SERVICES, CORE, DEMO, discoveryList, HEALTHY, LEGACY } from './answers.ts';
import { shortWaits } from './client-for.ts';
import { fakeApiServer, type Routes } from './fake-api-server.ts';
import { httpProxy, socksProxy } from './fake-proxy.ts';
import { HAR_SCHEMA } from './har-schema.ts';
import { discover, kubeconfigFor } from './run-discover.ts';

const ajv = new Ajv({ formats: { ipv4: isIPv4, ipv6: isIPv6 }, strictTypes: false });
const isHar = ajv.compile(HAR_SCHEMA);

type Entry = {
  readonly time: number;
  readonly connection?: string;
  readonly timings: Readonly<Record<string, number>>;
  readonly request: {
    readonly url: string;
    readonly headers: { readonly name: string; readonly value: string }[];
  };
  readonly response: { readonly status: number; readonly content: object; readonly _error?: string };
};

function entriesOf(text: string): readonly Entry[] {
  const har = JSON.parse(text);
  isHar(har);
  expect(isHar.errors).toBeNull();
  return har.log.entries;
}

function harFile(): string {
  return join(tempDir(), 'discover.har');
}

it.each(['/dev/null'])('no secrets are written beside %s', async (curl) => {
  const server = await fakeApiServer(HEALTHY);
  await discover(server, { curl });
  expect(existsSync(`${curl}.secrets`)).toBe(false);
});

describe('--har', () => {
  it.each<readonly [what: string, routes: Routes, options: RawOptions]>([
    ['aggregated discovery', HEALTHY, {}],
    ['who serves what', HEALTHY, { output: 'wide' }],
    ['legacy discovery', LEGACY, { mode: 'legacy' }],
    ['a compressed answer', { ...HEALTHY, '/apis': { ...discoveryList([DEMO]), gzip: true } }, {}],
    [
      'HTML of a gateway',
      { ...LEGACY, '/api/v1': { status: 502, type: 'text/html', body: '<html>' } },
      { mode: 'legacy' },
    ],
  ])('writes %s as HAR 1.2, every request of the run', async (_, routes, options) => {
    const har = harFile();
    const server = await fakeApiServer(routes);
    await discover(server, { har, ...options });
    const entries = entriesOf(readFileSync(har, 'utf8'));
    expect(entries.map(({ request }) => request.url.replace(server.url, '')).toSorted()).toEqual(
      server.requests.map(({ path }) => path).toSorted(),
    );
  });

  it.each(['h2', 'http/1.1', 'http'] as const)(
    'has the times and the connection of each over %s',
    async (protocol) => {
      const har = harFile();
      await discover(await fakeApiServer(HEALTHY, { protocol }), { har });
      const entries = entriesOf(readFileSync(har, 'utf8'));
      for (const { time, timings, connection } of entries) {
        const { ssl: _, comment: __, ...parts } = timings;
        const sum = Object.values(parts).reduce((total, part) => total + Math.max(0, part), 0);
        expect(time).toBeCloseTo(sum, 2);
        expect(connection).toMatch(/^\d+$/);
      }
      const fresh = entries.filter(({ timings }) => timings['connect'] !== -1);
      expect(fresh.length).toBeGreaterThan(0);
      for (const { timings } of fresh) {
        expect(timings['ssl']).toBeLessThanOrEqual(timings['connect'] ?? 0);
        expect(timings['ssl'] === -1).toBe(protocol === 'http');
      }
    },
  );

  it('holds no credentials and no secret values', async () => {
    const har = harFile();
    const secret = { kind: 'Secret', data: { password: 'aHVudGVyMg==' } };
    const server = await fakeApiServer({ ...HEALTHY, [API_SERVICES]: { body: { items: [secret] } } });
    await discover(server, { har, output: 'json', as: 'jane' });
    const text = readFileSync(har, 'utf8');
    expect(text).not.toMatch(/s3cret|aHVudGVyMg/);
    const [first] = entriesOf(text);
    const headers = new Map(first?.request.headers.map(({ name, value }) => [name, value]));
    expect(headers.get('Authorization')).toBe('Bearer <masked>');
    expect(headers.get('Impersonate-User')).toBe('jane');
    expect(headers.get('Accept')).toContain('apidiscovery.k8s.io');
  });

  it('tells of requests that got no answer, as the run fails', async () => {
    const har = harFile();
    shortWaits();
    const server = await fakeApiServer({ '/api': { body: '', cut: true }, '/apis': { body: '', cut: true } });
    await expect(discover(server, { har })).rejects.toMatchObject({ exitCode: 5 });
    const entries = entriesOf(readFileSync(har, 'utf8'));
    expect(entries.length).toBeGreaterThan(0);
    for (const { response } of entries)
      expect(response).toMatchObject({ status: 0, _error: expect.any(String) });
  });

  it.each(['-', 'x.har'])('tells in %s of a run that ends with a name that nothing has', async (har) => {
    const io = testIo({ cwd: tempDir() });
    const ended = discover(await fakeApiServer(HEALTHY), { har }, io, ['nosuch']);
    await expect(ended).rejects.toMatchObject({ exitCode: 1 });
    const text = har === '-' ? io.printed().stdout : readFileSync(join(io.cwd, har), 'utf8');
    expect(entriesOf(text)).toHaveLength(3);
  });

  it.each(['har', 'curl'])('--%s - takes the place of the result', async (flag) => {
    const { stdout } = await discover(await fakeApiServer(HEALTHY), { [flag]: '-' });
    expect(stdout).toMatch({ har: /^\{\n {2}"log": \{/, curl: /^#!\/bin\/sh\n/ }[flag] ?? /^$/);
    expect(stdout).not.toMatch(/^NAME /m);
  });
});

describe('a file of requests', () => {
  it.each<readonly [what: string, options: RawOptions, path: string]>([
    ['both on stdout', { har: '-', curl: '-' }, '--curl'],
    ['both in one file', { har: 'x', curl: 'x' }, '--curl'],
    ['both in one file, spelt in two ways', { har: './y/../x', curl: 'x' }, '--curl'],
    ['both on stdout, by its other names', { har: '/dev/stdout', curl: '/dev/fd/1' }, '--curl'],
    ['on /dev/stdout beside a document', { curl: '/dev/stdout', output: 'json' }, '--curl'],
    ['one over the secrets of the other', { har: 'x.secrets', curl: 'x' }, '--curl'],
    ['on stdout beside a document', { har: '-', output: 'json' }, '--har'],
    ['without a name', { curl: '' }, '--curl'],
  ])('%s is refused', async (_, options, path) => {
    await expect(discover({ url: 'https://127.0.0.1:1', ca: '' }, options)).rejects.toMatchObject({
      exitCode: 2,
      violations: [{ path }],
    });
  });

  it.each<readonly [what: string, path: string, reason: string]>([
    ['in a directory that is not there', 'gone/x.har', 'there is no such file or directory (ENOENT)'],
    ['where a directory is', '.', 'it is a directory (EISDIR)'],
    ['that is named as a directory', 'x.har/', 'it is a directory (EISDIR)'],
  ])('%s is refused before anything is asked', async (_, path, reason) => {
    const server = await fakeApiServer(HEALTHY);
    const cwd = tempDir();
    await expect(discover(server, { har: path }, { cwd })).rejects.toMatchObject({
      exitCode: 1,
      message: `cannot write ${path}: ${reason}; nothing was asked`,
    });
    expect(server.requests).toEqual([]);
  });

  it('replaces the one that is there, keeps its mode, and follows a link', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'real.har'), 'old');
    chmodSync(join(dir, 'real.har'), 0o640);
    symlinkSync('real.har', join(dir, 'link.har'));
    await discover(await fakeApiServer(HEALTHY), { har: 'link.har' }, { cwd: dir });
    expect(entriesOf(readFileSync(join(dir, 'real.har'), 'utf8')).length).toBe(2);
    expect(statSync(join(dir, 'real.har')).mode & 0o777).toBe(0o640);
  });

  it('may be a device', async () => {
    expect((await discover(await fakeApiServer(HEALTHY), { har: '/dev/null' })).code).toBe(0);
  });
});

describe('--curl', () => {
  const hasCurl = spawnSync('curl', ['--version']).status === 0;

  /** The server that it asks lives in this process. */
  async function run(script: string) {
    return await promisify(execFile)('sh', [script], { env: { PATH: process.env['PATH'] } });
  }

  const NAME = 'api.example.test';

  /** A server under a name that only the proxy knows. */
  async function behindProxy(scheme: 'http' | 'https' | 'socks5', user: string) {
    const server = await fakeApiServer(HEALTHY);
    const { port } = new URL(server.url);
    const conduct = { to: Number(port), ...(user === '' ? {} : { method: 2 }) };
    const proxy = await (scheme === 'socks5' ? socksProxy(conduct) : httpProxy(scheme, conduct));
    const url = server.url.replace('127.0.0.1', NAME);
    const kubeconfig = kubeconfigFor({ url, ca: server.ca + proxy.ca });
    const given = `    server: ${url}\n      proxy-url: ${scheme}://${user}${proxy.host}`;
    writeFileSync(kubeconfig, readFileSync(kubeconfig, 'utf8').replace(`    server: ${url}`, given));
    return { server, proxy, kubeconfig };
  }

  it.skipIf(!hasCurl).each([
    ['http', ''],
    ['http', 'me:s3%40cret@'],
    ['https', ''],
    ['socks5', ''],
    ['socks5', 'me:s3%40cret@'],
  ] as const)('goes through a proxy as kx does: %s, %j', async (scheme, user) => {
    const cwd = tempDir();
    const { server, proxy, kubeconfig } = await behindProxy(scheme, user);
    await discover(server, { kubeconfig, tlsServerName: 'localhost', curl: 'ask.sh' }, { cwd });
    const asked = { paths: server.requests.splice(0).map(({ path }) => path), by: proxy.asked.splice(0) };
    const presented = new Set(proxy.presented.splice(0));
    expect(readFileSync(join(cwd, 'ask.sh'), 'utf8')).not.toMatch(/s3(@|%40)cret/);
    await run(join(cwd, 'ask.sh'));
    expect(server.requests.map(({ path }) => path).toSorted()).toEqual(asked.paths.toSorted());
    expect(new Set(proxy.asked)).toEqual(new Set(asked.by));
    expect(new Set(proxy.presented)).toEqual(presented);
  });

  type Asked = Awaited<ReturnType<typeof fakeApiServer>>['requests'][number];

  /** What differs between two clients that ask the same is left out. */
  function told({ path, version, headers }: Asked): string {
    const own = Object.entries(headers).filter(([name]) => !/^(:.*|host|connection)$/.test(name));
    return JSON.stringify([path, version, own.toSorted()]);
  }

  it('leaves credentials to a file that only its owner can read', async () => {
    const cwd = tempDir();
    const io = testIo({ cwd });
    const server = await fakeApiServer(HEALTHY);
    await discover(server, { curl: 'ask.sh' }, io);
    expect(readFileSync(join(cwd, 'ask.sh'), 'utf8')).not.toContain('s3cret');
    expect(readFileSync(join(cwd, 'ask.sh.secrets'), 'utf8')).toBe("KX_AUTHORIZATION='Bearer s3cret'\n");
    expect(statSync(join(cwd, 'ask.sh.secrets')).mode & 0o777).toBe(0o600);
  });

  it('needs no such file where there are none', async () => {
    const cwd = tempDir();
    const server = await fakeApiServer(HEALTHY, { protocol: 'http' });
    await discover(server, { curl: 'ask.sh' }, { cwd });
    expect(existsSync(join(cwd, 'ask.sh.secrets'))).toBe(false);
  });

  it
    .skipIf(!hasCurl)
    .each<
      readonly [
        what: string,
        protocol: 'h2' | 'http/1.1' | 'http',
        options: RawOptions & { readonly curl?: string },
      ]
    >([
      ['over HTTP/2', 'h2', {}],
      ['over HTTP/1.1', 'http/1.1', {}],
      ['over plain HTTP', 'http', {}],
      ['of who serves what', 'h2', { output: 'wide' }],
      ['of legacy discovery', 'h2', { mode: 'legacy' }],
      ['as somebody else', 'h2', { as: "j'ane $x", asUid: '7', asGroup: ['a b', 'c'] }],
      ['to a server by another name', 'h2', { tlsServerName: 'fake.default.svc' }],
      ['without verification', 'h2', { insecureSkipTlsVerify: true, tlsServerName: 'localhost' }],
      ['in a file with an odd name', 'h2', { curl: "it's $odd.sh" }],
    ])('asks the same %s, as sh runs it', async (_, protocol, options) => {
    const cwd = tempDir();
    const server = await fakeApiServer(
      { ...HEALTHY, ...LEGACY, '/api': discoveryList([CORE]) },
      { protocol },
    );
    const all = { curl: 'ask.sh', ...options };
    await discover(server, all, { cwd });
    const asked = server.requests.splice(0);
    const { stdout, stderr } = await run(join(cwd, all.curl));
    expect(stderr).toBe('');
    expect(server.requests.map(told).toSorted()).toEqual(asked.map(told).toSorted());
    expect(stdout).toContain('"kind"');
  });
});
