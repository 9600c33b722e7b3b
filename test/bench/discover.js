// How long kx discover takes beside `kubectl api-resources` with an empty cache, run in turns against the same server,
// which is a process of its own; and the most memory that kx takes. Prints medians and ratios; nothing is asserted,
// since machines differ. Usage: npm run bench, or node test/bench/discover.js [RUNS]
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { median, timeInterleaved } from './interleaved.js';

const RUNS = Number(process.argv[2] ?? 15);
/** What kx discover may take of memory, in MB. */
const MEMORY = 75;

/** What kx discover may take of the time of kubectl. */
const CASES = [
  { name: '21 groups aggregated', mode: 'aggregated', groups: 21, ratio: 1.6 },
  { name: '+300 groups aggregated', mode: 'aggregated', groups: 321, ratio: 1.1 },
  { name: '+300 groups legacy', mode: 'legacy', groups: 321, ratio: 0.45 },
  { name: '+600 groups legacy', mode: 'legacy', groups: 621, ratio: 0.06 },
];

// Node reads the roots that this names before kx runs, 30 ms for those of a system; kubectl knows no such variable, and
// kx asks its servers with the roots of their kubeconfig. The header says that it was taken away.
const hadExtraRoots = process.env['NODE_EXTRA_CA_CERTS'] !== undefined;
delete process.env['NODE_EXTRA_CA_CERTS'];
const node = process.execPath;
const kx = resolve('bin/kx.js');
const kubectl = process.env['KX_KUBECTL'] ?? newestKubectl();

const folder = mkdtempSync(join(tmpdir(), 'kx-bench-discover-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const [cert, key, ca] = ['tls.crt', 'tls.key', 'ca.crt'].map((file) => join(folder, file));
run([
  node,
  kx,
  'certs',
  'gen',
  '--service',
  'bench',
  '--namespace',
  'bench',
  '--ip',
  '127.0.0.1',
  '--out',
  folder,
]);

process.stdout.write(`${process.version}, ${kubectl}, ${RUNS} runs each, in turns\n`);
if (hadExtraRoots) {
  process.stdout.write(
    'without NODE_EXTRA_CA_CERTS, which would cost kx as long as Node takes to read that file\n',
  );
}
process.stdout.write(row(['', 'kx ms', 'kubectl ms', 'ratio', 'of', '', 'kx MB', 'of', '']));
for (const { name, mode, groups, ratio } of CASES) {
  const server = await serve(mode, groups);
  const kubeconfig = writeKubeconfig(server.url);
  const ours = [node, kx, 'discover', '--kubeconfig', kubeconfig, '-o', 'table', '-q'];
  // Each run has a new working directory, so the cache is empty.
  const theirs = [kubectl, 'api-resources', '--kubeconfig', kubeconfig, '--cache-dir', 'cache'];
  const times = timeInterleaved(
    [
      { name: 'kx', command: ours },
      { name: 'kubectl', command: theirs },
    ],
    RUNS,
  );
  const memory = peakMemory(ours);
  server.close();
  const [mine, peer] = [median(times.get('kx') ?? []), median(times.get('kubectl') ?? [])];
  const figures = [mine.toFixed(1), peer.toFixed(1), (mine / peer).toFixed(3), ratio.toFixed(2)];
  const megabytes = [memory.toFixed(1), String(MEMORY), verdict(memory <= MEMORY)];
  process.stdout.write(row([name, ...figures, verdict(mine / peer <= ratio), ...megabytes]));
}

/** @returns {string} the newest kubectl of PATH among those that are named after their version, or kubectl */
function newestKubectl() {
  const named = Array.from({ length: 13 }, (_, index) => `kubectl.1.${39 - index}`);
  return named.find((name) => spawnSync(name, ['version', '--client']).status === 0) ?? 'kubectl';
}

/**
 * @param {string} mode
 * @param {number} groups
 */
async function serve(mode, groups) {
  const args = [resolve('test/bench/discovery-server.js'), mode, String(groups), cert ?? '', key ?? ''];
  const child = spawn(node, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).url, close: () => child.stdin.end() };
}

/** @param {string} server */
function writeKubeconfig(server) {
  const file = join(folder, 'kubeconfig.json');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'bench', user: { token: 'bench' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** @param {readonly string[]} command a command of node @returns {number} in MB */
function peakMemory([program = '', ...args]) {
  const file = join(folder, 'peak-memory');
  run([program, '--import', resolve('test/bench/peak-memory.js'), ...args], { PEAK_MEMORY_FILE: file });
  return Number(readFileSync(file, 'utf8')) / 1e6;
}

/** @param {readonly string[]} command @param {Readonly<Record<string, string>>} [env] */
function run([program = '', ...args], env = {}) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
}

/** @param {boolean} isKept */
function verdict(isKept) {
  return isKept ? 'kept' : 'missed';
}

/** @param {readonly string[]} cells */
function row([name = '', ...cells]) {
  return `${name.padEnd(24)}${cells.map((cell) => cell.padStart(11)).join('')}\n`;
}
