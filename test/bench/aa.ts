// What a scaffolded extension API server answers in a second, beside k8s.io/sample-apiserver with etcd. The same client
// asks both, over 16 connections that stay open, and shares the machine with them: only the ratios say something.
// Nothing is asserted, since machines differ. The peer needs Go and a control plane (npm run test:cluster builds one);
// without them it is left out.
// Usage: node test/bench/aa.ts [MILLISECONDS] (Node 22.18 or newer)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { startSampleApiServer } from './aa/sample-apiserver.ts';
import { startScaffolded } from './aa/scaffolded.ts';
import { startScaffoldedOnEtcd } from './aa/scaffolded-etcd.ts';
import type { Load, Measured, Operation, Subject } from './aa/subject.ts';

const MILLISECONDS = Number(process.argv[2] ?? 3000);
const CONNECTIONS = 16;
const OBJECTS = 500;
const WATCHERS = 1000;
const EVENTS = 100;
/** How much more than the peer the memory store has to do; etcd as much as it. */
const WANTED: Readonly<Partial<Record<Operation, number>>> = {
  get: 5,
  list: 4,
  create: 3,
  update: 3,
  watch: 3,
};

type Figures = ReadonlyMap<Operation | 'RSS', number>;

const folder = mkdtempSync(join(tmpdir(), 'kx-bench-aa-'));
try {
  print(`Node ${process.version}, ${CONNECTIONS} connections, ${MILLISECONDS} ms each, lists of ${OBJECTS}`);
  const peer = await startSampleApiServer();
  const theirs = peer && (await measured(peer, ['get', 'list', 'update', 'create', 'watch']));
  const starts = [
    () => startScaffolded(folder, 'memory'),
    () => startScaffolded(folder, 'sqlite'),
    () => startScaffoldedOnEtcd(folder),
  ];
  for (const start of starts) {
    const subject = await start();
    if (subject === undefined) continue;
    const ours = await measured(subject, ['get', 'list', 'update', 'create', 'watch']);
    if (theirs !== undefined) compare(subject.name, ours, theirs);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measured(subject: Subject, operations: readonly Operation[]): Promise<Figures> {
  const figures = new Map<Operation | 'RSS', number>();
  try {
    load(subject, 'seed');
    for (const operation of operations) figures.set(operation, load(subject, operation).perSecond);
    const rss = subject.processes.map(({ pid }) => residentMegabytes(pid ?? 0));
    figures.set(
      'RSS',
      rss.reduce((sum, each) => sum + each, 0),
    );
    print(`${subject.name} RSS: ${figures.get('RSS')} MB`);
  } finally {
    await subject.stop();
  }
  return figures;
}

function load(subject: Subject, operation: Operation): Measured {
  const isWatch = operation === 'watch';
  const { name, processes: _processes, stop: _stop, ...target } = subject;
  const order: Load = {
    ...target,
    operation,
    connections: isWatch ? WATCHERS : CONNECTIONS,
    milliseconds: MILLISECONDS,
    objects: isWatch ? EVENTS : OBJECTS,
  };
  const { stdout } = spawnSync(process.execPath, [resolve('test/bench/aa/load.ts'), JSON.stringify(order)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const result: Measured = JSON.parse(stdout);
  const { perSecond, p99Milliseconds, failed } = result;
  const unit = isWatch ? `events/s to ${WATCHERS} watchers` : `/s, p99 ${p99Milliseconds.toFixed(1)} ms`;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  if (operation !== 'seed') print(`${name} ${operation}: ${Math.round(perSecond)} ${unit}${failures}`);
  return result;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

function compare(name: string, ours: Figures, theirs: Figures): void {
  for (const [what, figure] of ours) {
    const ratio = figure / (theirs.get(what) ?? Number.NaN);
    const wanted = what === 'RSS' ? 'at most 0.5' : `at least ${WANTED[what]}`;
    print(`${name} / peer, ${what}: ${ratio.toFixed(2)} (memory: ${wanted})`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
