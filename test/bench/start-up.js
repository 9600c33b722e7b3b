// How long `kx --help` takes beside `kubectl --help`, run in turns: kx, kubectl, kx, … Prints medians and the ratio;
// nothing is asserted, since machines differ. Usage: npm run bench [-- RUNS]
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const RUNS = Number(process.argv[2] ?? 15);
const WARM_UP = 2;

const subjects = [
  { name: 'kx --help', command: [process.execPath, 'bin/kx.js', '--help'] },
  { name: 'kubectl --help', command: [process.env['KX_KUBECTL'] ?? 'kubectl', '--help'] },
  { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
];

/** @type {Map<string, number[]>} */
const times = new Map(subjects.map(({ name }) => [name, []]));
for (let round = -WARM_UP; round < RUNS; round++) {
  for (const { name, command } of subjects) {
    const milliseconds = time(command);
    if (round >= 0) times.get(name)?.push(milliseconds);
  }
}

const peer = median(times.get('kubectl --help') ?? []);
for (const [name, values] of times) {
  const middle = median(values);
  const row = [
    name.padEnd(16),
    `median ${middle.toFixed(1).padStart(6)} ms`,
    `min ${Math.min(...values)
      .toFixed(1)
      .padStart(6)}`,
    `max ${Math.max(...values)
      .toFixed(1)
      .padStart(6)}`,
    `ratio to kubectl ${(middle / peer).toFixed(2)}`,
  ];
  process.stdout.write(`${row.join('   ')}\n`);
}

/** @param {string[]} command */
function time([program = '', ...args]) {
  const started = process.hrtime.bigint();
  const { error } = spawnSync(program, args, { stdio: 'ignore' });
  if (error !== undefined) throw error;
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
