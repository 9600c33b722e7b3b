import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { fc, SEED } from '../../support/seeded-fast-check.ts';
import { damagedText, NAMES } from './malformed-bodies.ts';
import { INTRUDER, MALFORMED_REQUEST, type MalformedRequest, NAMESPACES } from './malformed-requests.ts';
import { createMalformedClient, type MalformedAnswer } from './send-malformed.ts';
import { tlsOptions, useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

/** Some ten seconds; it has been run with ten times as many. */
const REQUESTS = Number(process.env['KX_FUZZ_REQUESTS'] ?? 10_000);
const ROUNDS = 5;

/** A namespace that no request of the fuzz names. */
const KEPT = 'kept';

const directory = mkdtempSync(join(tmpdir(), 'kx-aa-fuzz-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const auditLog = join(directory, 'audit.log');
const policy = join(directory, 'policy.json');
writeFileSync(
  policy,
  JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] }),
);
const server = useServer(`--audit-policy-file=${policy}`, `--audit-log-path=${auditLog}`, '-v=0');
const client = createMalformedClient(server.certificates, server.port);
afterAll(client.close);

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

const bytesInUse = (): number => {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

it(`${REQUESTS} malformed requests are answered, and neither write nor read what they may not`, {
  timeout: 600_000,
}, async () => {
  const kept = createKeeper();
  let sent = 0;
  const codes = new Map<number, number>();
  let before = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const property = fc.asyncProperty(MALFORMED_REQUEST, async (request) => {
      if (sent % 50 === 0) await kept.write();
      sent += 1;
      const answer = await client.send(request);
      codes.set(answer.status, (codes.get(answer.status) ?? 0) + 1);
      expectProperAnswer(request, answer);
      kept.heard(request, answer);
    });
    await fc.assert(property, { numRuns: Math.ceil(REQUESTS / ROUNDS), seed: SEED + round });
    await kept.check();
    if (round === 0) before = bytesInUse();
  }
  // What was closed takes a while to go.
  await expect.poll(bytesInUse).toBeLessThan(before + 16 * 1024 * 1024);
  for (const code of [200, 400, 401, 403, 404, 405, 406, 409, 415, 422]) {
    expect(codes.get(code), `${code}`).toBeGreaterThan(0);
  }
  expect(usersHeardOf()).toEqual(['', 'admin', 'alice', 'system:anonymous']);
});

it('a damaged request on the wire is answered in HTTP or cut, and costs nobody else anything', async () => {
  const whole = [
    `POST ${widgetsIn('other')} HTTP/1.1`,
    'Host: x',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    '',
    '2\r\n{}\r\n0\r\n\r\n',
  ].join('\r\n');
  const wire = fc.tuple(
    damagedText(whole),
    fc.array(fc.constantFrom('\r\n', '\n', ':', ' ', '\0', 'Content-Length: 7\r\n')),
    fc.nat(),
  );
  const property = fc.asyncProperty(wire, async ([bytes, inserted, at]) => {
    const place = at % (bytes.length + 1);
    const sent = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from(inserted.join('')),
      bytes.subarray(place),
    ]);
    const socket = connectTls({
      ...tlsOptions(server.certificates, 'admin'),
      host: '127.0.0.1',
      port: server.port(),
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.end(sent);
    await closed;
    expect(Buffer.concat(chunks).toString('latin1')).toMatch(/^(?:$|HTTP\/1\.1 [245]\d\d )/u);
  });
  await fc.assert(property, { numRuns: REQUESTS / 20 });
  expect((await server.call('/livez')).status).toBe(200);
});

const expectProperAnswer = (request: MalformedRequest, { status, headers, body }: MalformedAnswer): void => {
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  const told = `${status} ${text}`;
  if (status >= 500 && request.method !== 'HEAD') {
    // Upstream answers these so.
    expect(told).toMatch(/resourceVersion: Invalid value|Too large resource version/u);
  }
  if (request.as !== 'admin' && request.path.startsWith(`${version}/`))
    expect(status, told).toBeGreaterThanOrEqual(400);
  expect(text.includes(`User \\"${INTRUDER}\\"`), told).toBe(false);
  // An expectation that nobody can meet is refused before it is a request of anybody's, as net/http does it.
  if (status < 400 || status === 417 || request.method === 'HEAD') return;
  expect(JSON.parse(text), told).toMatchObject({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code: status,
  });
};

/** Writes objects among the fuzz, and follows what becomes of all that were acknowledged. */
const createKeeper = () => {
  const acknowledged = new Map<string, string>();
  let count = 0;
  const note = (object: unknown): void => {
    if (!isStored(object)) return;
    const { namespace, name, resourceVersion } = object.metadata;
    acknowledged.set(`${widgetsIn(namespace)}/${name}`, resourceVersion);
  };
  return {
    /** Creates an object and changes it, where nobody else writes, and gives the fuzz back what it has deleted. */
    write: async () => {
      count += 1;
      const created = await server.call(widgetsIn(KEPT), { body: widget(`kept-${count}`) });
      expect(created.status).toBe(201);
      const path = `${widgetsIn(KEPT)}/kept-${count}`;
      const changed = await server.call(path, {
        method: 'PATCH',
        body: { spec: { size: 5 } },
        type: 'application/merge-patch+json',
      });
      expect(changed.status).toBe(200);
      note(changed.json);
      for (const namespace of NAMESPACES) {
        for (const name of NAMES) {
          const { status, json } = await server.call(widgetsIn(namespace), { body: widget(name) });
          if (status === 201) note(json);
        }
      }
    },
    /** Takes in what an answer of the fuzz says about what is stored. */
    heard: (request: MalformedRequest, answer: MalformedAnswer) => {
      if (!isWritten(request, answer)) return;
      if (request.method !== 'DELETE') return note(JSON.parse(answer.body.toString('utf8')));
      for (const path of acknowledged.keys())
        if (!path.startsWith(widgetsIn(KEPT))) acknowledged.delete(path);
    },
    check: async () => {
      for (const [path, resourceVersion] of acknowledged) {
        const { json } = await server.call(path);
        expect(json, path).toMatchObject({ metadata: { resourceVersion } });
      }
    },
  };
};

const isWritten = ({ method, query }: MalformedRequest, { status, headers }: MalformedAnswer): boolean =>
  status < 300 &&
  headers['content-encoding'] === undefined &&
  ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) &&
  query.every(([key]) => key !== 'dryRun');

const isStored = (
  value: unknown,
): value is { metadata: { namespace: string; name: string; resourceVersion: string } } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Widget';

const usersHeardOf = (): readonly string[] => {
  const events = readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const names = events.map((line): string => JSON.parse(line).user?.username ?? '');
  return [...new Set(names)].toSorted();
};
