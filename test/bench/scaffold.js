// How long scaffolding takes from start to finish beside bare Node, which kx may exceed by 80 ms for a CRD, and beside
// scaffolders of the field that npm carries; and from a JSON Schema of 5,000 lines, which may take 500 ms. Prints medians; nothing is asserted, since machines differ.
// Usage: npm run bench, or node test/bench/scaffold.js [RUNS]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { median, timeInterleaved } from './interleaved.js';
import { peer } from './peers.js';

const RUNS = Number(process.argv[2] ?? 15);
/** What `kx scaffold crd` may take more than `node -e 0`, in milliseconds. */
const BUDGET = 80;
/** What `kx scaffold crd --from` may take of a schema of 5,000 lines, in milliseconds. */
const FROM_BUDGET = 500;

const node = process.execPath;
const kx = resolve('bin/kx.js');
const crd = resolve('test/golden/crd-crontab/expected/crd.yaml');
const field = 'spec.cronSpec:string!';
const names = ['--group', 'stable', '--domain', 'example.com', '--version', 'v1', '--kind', 'CronTab'];

const pepr = peer('pepr', '1.1.4', 'dist/cli.js');
const cdk8s = peer('cdk8s-cli', '2.207.60', 'bin/cdk8s');

const folder = mkdtempSync(join(tmpdir(), 'kx-bench-'));
const schema = join(folder, 'schema.json');
writeFileSync(schema, longSchema());

/** @type {readonly import('./interleaved.js').Subject[]} */
const subjects = [
  { name: 'node -e 0', command: [node, '-e', '0'] },
  {
    name: 'kx scaffold crd',
    command: [
      node,
      kx,
      'scaffold',
      'crd',
      'crontabs.stable.example.com',
      '--kind',
      'CronTab',
      '--field',
      field,
    ],
  },
  {
    name: 'kx from a schema',
    command: [node, kx, 'scaffold', 'crd', '--from', schema, '--group', 'example.com'],
  },
  {
    name: 'kx scaffold aa',
    command: [node, kx, 'scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget'],
  },
  ...(pepr === undefined
    ? []
    : [
        {
          name: 'pepr crd create',
          command: [node, pepr, 'crd', 'create', ...names, '--plural', 'crontabs', '--short-name', 'ct'],
        },
      ]),
  ...(cdk8s === undefined
    ? []
    : [
        {
          name: 'cdk8s import',
          command: [node, cdk8s, 'import', crd, '--language', 'typescript', '--check-upgrade=false'],
        },
      ]),
];

const times = timeInterleaved(subjects, RUNS);
const bare = median(times.get('node -e 0') ?? []);
const ours = median(times.get('kx scaffold crd') ?? []);

process.stdout.write(`${process.version}, ${RUNS} runs each, in turns\n`);
process.stdout.write(row(['', 'median ms', 'min', 'max', '- bare', 'x scaffold crd']));
for (const [name, sorted] of times) {
  const middle = median(sorted);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  const figures = [middle, least, most, middle - bare].map((figure) => figure.toFixed(1));
  process.stdout.write(row([name, ...figures, (middle / ours).toFixed(2)]));
}
const over = ours - bare;
process.stdout.write(
  `kx scaffold crd: bare + ${over.toFixed(1)} ms, of ${BUDGET} (${over <= BUDGET ? 'kept' : 'missed'})\n`,
);
const from = median(times.get('kx from a schema') ?? []);
process.stdout.write(
  `kx scaffold crd --from, 5,000 lines: ${from.toFixed(1)} ms, of ${FROM_BUDGET} (${from <= FROM_BUDGET ? 'kept' : 'missed'})\n`,
);
rmSync(folder, { recursive: true });
if (pepr === undefined) process.stdout.write('pepr cannot be had: npm gave no pepr@1.1.4\n');
if (cdk8s === undefined) process.stdout.write('cdk8s cannot be had: npm gave no cdk8s-cli@2.207.60\n');

/** @returns {string} a JSON Schema of some 5,000 lines: 357 objects of two fields */
function longSchema() {
  const fields = Array.from({ length: 357 }, (_, index) => {
    const description = `What field ${index} is for.`;
    const properties = { a: { type: 'string', minLength: 1 }, b: { type: 'integer', minimum: 0 } };
    return [`field${index}`, { type: 'object', description, properties }];
  });
  const whole = { title: 'Long', type: 'object', properties: Object.fromEntries(fields) };
  return JSON.stringify(whole, null, 2);
}

/** @param {readonly string[]} cells */
function row([name = '', ...cells]) {
  return `${name.padEnd(16)}${cells.map((cell) => cell.padStart(15)).join('')}\n`;
}
