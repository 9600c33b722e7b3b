// How long `kx --help` takes beside `kubectl --help`, run in turns: kx, kubectl, kx, … Prints medians and the ratio;
// nothing is asserted, since machines differ. Usage: npm run bench, or node test/bench/start-up.js [RUNS]
import { resolve } from 'node:path';
import process from 'node:process';
import { median, timeInterleaved } from './interleaved.js';

const RUNS = Number(process.argv[2] ?? 15);

const times = timeInterleaved(
  [
    { name: 'kx --help', command: [process.execPath, resolve('bin/kx.js'), '--help'] },
    { name: 'kubectl --help', command: [process.env['KX_KUBECTL'] ?? 'kubectl', '--help'] },
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
  ],
  RUNS,
);

const peer = median(times.get('kubectl --help') ?? []);
for (const [name, sorted] of times) {
  const middle = median(sorted);
  const figure = (/** @type {number} */ value) => value.toFixed(1).padStart(6);
  const row = [
    name.padEnd(16),
    `median ${figure(middle)} ms`,
    `min ${figure(sorted[0] ?? Number.NaN)}`,
    `max ${figure(sorted.at(-1) ?? Number.NaN)}`,
    `ratio to kubectl ${(middle / peer).toFixed(2)}`,
  ];
  process.stdout.write(`${row.join('   ')}\n`);
}
