// How long `kx certs gen` takes from start to finish beside bare Node, which it may exceed by 120 ms, and beside the
// three openssl commands that scripts for extension API servers are copied with: a CA and a certificate with RSA-2048.
// Prints medians; nothing is asserted, since machines differ. Usage: npm run bench, or node test/bench/certs.js [RUNS]
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import { median, timeInterleaved } from './interleaved.js';

const RUNS = Number(process.argv[2] ?? 15);
/** What `kx certs gen` may take more than `node -e 0`, in milliseconds. */
const BUDGET = 120;

const node = process.execPath;
const kx = resolve('bin/kx.js');
const names = ['--service', 'my-aa', '--namespace', 'my-aa-system'];
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const OPENSSL = [
  'printf "subjectAltName=DNS:my-aa.my-aa-system.svc\\n" > san.ext',
  'openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=my-ca -keyout ca.key -out ca.crt',
  'openssl req -newkey rsa:2048 -nodes -subj /CN=my-aa.my-aa-system.svc -keyout tls.key -out tls.csr',
  'openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile san.ext -out tls.crt',
].join(' && ');

/** @type {readonly import('./interleaved.js').Subject[]} */
const subjects = [
  { name: 'node -e 0', command: [node, '-e', '0'] },
  { name: 'kx certs gen', command: [node, kx, 'certs', 'gen', ...names] },
  ...(hasOpenssl ? [{ name: 'openssl, RSA', command: ['sh', '-c', OPENSSL] }] : []),
  { name: 'kx, RSA', command: [node, kx, 'certs', 'gen', '--key', 'rsa2048', ...names] },
];

const times = timeInterleaved(subjects, RUNS);
const bare = median(times.get('node -e 0') ?? []);
const ours = median(times.get('kx certs gen') ?? []);

process.stdout.write(`${process.version}, ${RUNS} runs each, in turns\n`);
process.stdout.write(row(['', 'median ms', 'min', 'max', '- bare', 'x certs gen']));
for (const [name, sorted] of times) {
  const middle = median(sorted);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  const figures = [middle, least, most, middle - bare].map((figure) => figure.toFixed(1));
  process.stdout.write(row([name, ...figures, (middle / ours).toFixed(2)]));
}
const over = ours - bare;
process.stdout.write(
  `kx certs gen: bare + ${over.toFixed(1)} ms, of ${BUDGET} (${over <= BUDGET ? 'kept' : 'missed'})\n`,
);
if (!hasOpenssl) process.stdout.write('there is no openssl to compare with\n');

/** @param {readonly string[]} cells */
function row([name = '', ...cells]) {
  return `${name.padEnd(16)}${cells.map((cell) => cell.padStart(15)).join('')}\n`;
}
