// What a scaffolded extension API server answers in a second with 16 connections, beside a bare HTTPS server of Node
// that checks the same client certificate: the ceiling. Prints requests a second, the 99th percentile and RSS; nothing
// is asserted, since machines differ. The client shares the machine: only the ratios say something.
// Usage: node test/bench/aa.js [MILLISECONDS], on the Node to measure; stores that this Node has not are passed over.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';

const DURATION = Number(process.argv[2] ?? 2000);
const CONNECTIONS = 16;
const LISTED = 500;

const folder = mkdtempSync(join(tmpdir(), 'kx-bench-'));
const project = join(folder, 'my-aa');
const file = (/** @type {string} */ name) => join(project, 'certs', name);
const path = '/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets';
const widget = (
  /** @type {string} */ name,
  /** @type {number} */ size,
  /** @type {string | undefined} */ resourceVersion = undefined,
) =>
  JSON.stringify({
    apiVersion: 'demo.kx.dev/v1alpha1',
    kind: 'Widget',
    metadata: { name, resourceVersion, labels: { app: 'bench' } },
    spec: { size },
  });

const kinds = ['--group', 'demo.kx.dev', '--kind', 'Widget', '--field', 'spec.size:int32=1'];
spawnSync(process.execPath, [resolve('bin/kx.js'), 'scaffold', 'aa', 'my-aa', ...kinds, '--yes', '--quiet'], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const program = join(project, 'main.mjs');
const entryPoints = [join(project, 'src/main.ts')];
await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: program });
const bare = join(project, 'bare.mjs');
writeFileSync(
  bare,
  `import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
const [cert, key, ca, body] = process.argv.slice(2);
const options = { cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(ca), requestCert: true };
const server = createServer(options, (request, response) => {
  response.writeHead(request.socket.authorized ? 200 : 401, { 'Content-Type': 'application/json' });
  response.end(body);
}).listen(0, '127.0.0.1', () => process.stderr.write('port=' + server.address().port + '\\n'));
`,
);

const flags = [
  '--secure-port=0',
  '--bind-address=127.0.0.1',
  `--tls-cert-file=${file('tls.crt')}`,
  `--tls-private-key-file=${file('tls.key')}`,
  `--client-ca-file=${file('ca.crt')}`,
];
const bareArguments = [file('tls.crt'), file('tls.key'), file('ca.crt'), widget('bare', 1)];
/** @type {readonly (readonly [string, readonly string[]])[]} */
const servers = [
  ['bare Node', [bare, ...bareArguments]],
  ['memory', [program, ...flags, '--storage=memory']],
  ['sqlite', [program, ...flags, '--storage=sqlite', `--data-dir=${join(folder, 'data')}`]],
];

print(`Node ${process.version}, ${CONNECTIONS} connections, ${DURATION} ms each`);
for (const [name, args] of servers) await measureServer(name, args);
rmSync(folder, { recursive: true, force: true });

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

/** @typedef {{ status: number, version: string | undefined }} Answer a reply, and of a write the version it stored */

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
async function measureServer(name, args) {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await portOf(child);
  if (port === undefined) {
    print(`${name}: not on this Node`);
    return;
  }
  const certificates = {
    cert: readFileSync(file('admin/tls.crt')),
    key: readFileSync(file('admin/tls.key')),
  };
  const agent = new Agent({
    keepAlive: true,
    maxSockets: CONNECTIONS,
    ca: readFileSync(file('ca.crt')),
    ...certificates,
  });
  const call = (/** @type {string} */ method, /** @type {string} */ where, /** @type {string} */ body = '') =>
    send({ host: 'localhost', family: 4, port, agent, method, path: where }, body);
  /** @type {(string | undefined)[]} */
  const versions = [];
  let count = 0;
  const update = async () => {
    const index = count++ % LISTED;
    const reply = await call('PUT', `${path}/w${index}`, widget(`w${index}`, count, versions[index]));
    versions[index] = reply.version;
    return reply;
  };
  for (let index = 0; index < LISTED; index += 1)
    versions.push((await call('POST', path, widget(`w${index}`, 1))).version);
  await measure(`${name} GET`, () => call('GET', `${path}/w${count++ % LISTED}`));
  if (name !== 'bare Node') {
    await measure(`${name} LIST of ${LISTED}`, () => call('GET', path));
    await measure(`${name} UPDATE`, update);
    await measure(`${name} CREATE`, () => call('POST', path, widget(`c${count++}`, 1)));
  }
  const status = spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' });
  print(`${name} RSS: ${Math.round(Number(status.stdout) / 1024)} MB`);
  agent.destroy();
  child.kill();
}

/**
 * @param {string} name
 * @param {() => Promise<Answer>} work
 */
async function measure(name, work) {
  /** @type {number[]} */
  const times = [];
  let failed = 0;
  const start = performance.now();
  const connection = async () => {
    while (performance.now() - start < DURATION) {
      const begun = performance.now();
      if ((await work()).status >= 300) failed += 1;
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - start) / 1000;
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  print(
    `${name}: ${Math.round(times.length / seconds)}/s, p99 ${p99.toFixed(1)} ms${failed === 0 ? '' : `, ${failed} failed`}`,
  );
}

/**
 * @param {import('node:https').RequestOptions} options
 * @param {string} body
 * @returns {Promise<Answer>}
 */
function send(options, body) {
  const headers =
    body === '' ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((settle, reject) => {
    const sent = request({ ...options, headers }, (reply) => {
      let head = '';
      reply.on('data', (chunk) => {
        if (options.method !== 'GET') head += chunk;
      });
      reply.on('end', () =>
        settle({ status: reply.statusCode ?? 0, version: /"resourceVersion":\s*"(\d+)"/.exec(head)?.[1] }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | undefined>} undefined when it could not start
 */
function portOf(child) {
  return new Promise((settle) => {
    let printed = '';
    child.stderr?.on('data', (chunk) => {
      printed += chunk;
      const port = /port=(\d+)/.exec(printed)?.[1];
      if (port !== undefined) settle(Number(port));
    });
    child.on('exit', () => settle(undefined));
  });
}
