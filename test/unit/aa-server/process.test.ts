import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { hasSqlite } from './storage-suite.ts';

const sources = 'templates/aa/typescript/src';
const certificates = makeCertificates();
const program = certificates.file('main.mjs');
const pair = [
  `--tls-cert-file=${certificates.file('tls.crt')}`,
  `--tls-private-key-file=${certificates.file('tls.key')}`,
];

// The project's own main.ts with the kinds of these tests; Node 20 cannot run TypeScript by itself.
beforeAll(async () => {
  const template = readFileSync(join(sources, 'main.ts.hbs'), 'utf8');
  const kinds = `import { widgetKind } from '../../../../test/unit/aa-server/widget-kinds.ts';\nconst kinds = [widgetKind];`;
  const main = Handlebars.compile(template)({ project: 'my-aa', storage: 'memory' });
  await build({
    stdin: {
      contents: main.replace("import { kinds } from './kinds.ts';", kinds),
      resolveDir: sources,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  });
});
afterAll(() => certificates.remove());

const start = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const ended = new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (exitCode) => resolve({ exitCode, ...printed })),
  );
  return { child, printed, ended };
};

it('prints its help', async () => {
  const { exitCode, stdout, stderr } = await start('--help').ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^my-aa serves[\s\S]*--secure-port PORT/);
});

it('names every wrong flag and exits with 2', async () => {
  expect(await start('--secure-prot=1', '-v=x').ended).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: [
      'error: unknown flag: --secure-prot (did you mean --secure-port?)',
      'error: --tls-cert-file is required: PEM certificate of the server, its chain after it',
      'error: --tls-private-key-file is required: PEM private key of --tls-cert-file',
      'error: -v x: must be a number between 0 and 10',
      'See --help for all flags.',
      '',
    ].join('\n'),
  });
});

it('says in one sentence why it cannot start and exits with 1', async () => {
  const missing = await start(...pair, '--client-ca-file=/nope').ended;
  expect(missing).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^error: --client-ca-file \/nope cannot be read: ENOENT[^\n]*\n$/),
  });
  if (!hasSqlite)
    expect(await start(...pair, '--storage=sqlite').ended).toMatchObject({
      exitCode: 1,
      stderr: `error: --storage=sqlite needs Node 22.13 or later for node:sqlite, and this is ${process.version}\n`,
    });
  const other = createServer().listen(0);
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const taken = await start(...pair, `--secure-port=${port}`).ended;
  other.close();
  expect(taken).toMatchObject({
    exitCode: 1,
    stderr: `error: cannot listen on any address, port ${port}: another process listens there; stop it or choose another --secure-port\n`,
  });
});

it.each(['SIGTERM', 'SIGINT'] as const)('drains and exits with 0 on %s', async (signal) => {
  const { child, printed, ended } = start(...pair, '--secure-port=0');
  await expect
    .poll(() => printed.stderr)
    .toMatch(/^I\d{4} [\d:.]+ +\d+\] "Serving securely" address="[^"]+" port=\d+\n/);
  child.kill(signal);
  const { exitCode, stderr } = await ended;
  expect(exitCode).toBe(0);
  expect(stderr).toContain(`"Shutting down" signal="${signal}"`);
});

it('records on stdout where it is asked to, and writes what is left before it ends', async () => {
  const policy = certificates.file('policy.json');
  const rules = [{ level: 'Metadata' }];
  writeFileSync(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }));
  const audit = [`--audit-policy-file=${policy}`, '--audit-log-path=-'];
  const { child, printed, ended } = start(...pair, ...audit, '--secure-port=0', '-v=3');
  const port = () => Number(/"Serving securely".* port=(\d+)/.exec(printed.stderr)?.[1]);
  await expect.poll(port).toBeGreaterThan(0);
  const options = { host: 'localhost', port: port(), ca: certificates.pem('server-ca.crt') };
  const headers = { Authorization: 'Bearer open-sesame', 'Audit-ID': 'one' };
  await new Promise((resolve, reject) => {
    request({ ...options, path: '/livez', headers }, (reply) => resolve(reply.resume().statusCode))
      .on('error', reject)
      .end();
  });
  child.kill('SIGTERM');
  const { exitCode, stdout, stderr } = await ended;
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^{"kind":"Event",.*"auditID":"one","stage":"ResponseStarted".*}\n$/);
  expect(stderr).toMatch(
    /^I.*"HTTP" verb="GET" URI="\/livez" latency="[\d.]+ms".* audit-ID="one".* resp=401$/m,
  );
  expect(stdout + stderr).not.toContain('open-sesame');
});
