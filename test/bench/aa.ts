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
/** After which the memory is measured, that of an etcd with it: there the objects are. */
const REMEMBERED = 100_000;
/** How much more than the peer the memory store has to do; etcd as much as it. */
const WANTED: Readonly<Partial<Record<Operation, number>>> = {
  get: 5,
  list: 4,
  create: 3,
  update: 3,
  watch: 3,
};

type Figures = ReadonlyMap<Operation | 'RSS', number>;
type Start = () => Promise<Subject | undefined>;

const folder = mkdtempSync(join(tmpdir(), 'kx-bench-aa-'));
const newFolder = () => mkdtempSync(join(folder, 'start-'));
try {
  print(`Node ${process.version}, ${CONNECTIONS} connections, ${MILLISECONDS} ms each, lists of ${OBJECTS}`);
  const theirs = await measured(startSampleApiServer);
  const starts: readonly [string, Start][] = [
    ['kx memory', () => startScaffolded(newFolder(), 'memory')],
    ['kx sqlite', () => startScaffolded(newFolder(), 'sqlite')],
    ['kx etcd', () => startScaffoldedOnEtcd(newFolder())],
  ];
  for (const [name, start] of starts) {
    const ours = await measured(start);
    if (ours !== undefined && theirs !== undefined) compare(name, ours, theirs);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns undefined where it cannot be started */
async function measured(start: Start): Promise<Figures | undefined> {
  const figures = new Map<Operation | 'RSS', number>();
  const isThere = await whileRunning(start, async (subject) => {
    load(subject, 'seed', REMEMBERED);
    figures.set('RSS', await residentMegabytes(subject));
  });
  if (!isThere) return undefined;
  await whileRunning(start, async (subject) => {
    load(subject, 'seed');
    for (const operation of ['get', 'list', 'update', 'create'] as const) {
      figures.set(operation, load(subject, operation).perSecond);
    }
    figures.set('watch', load(subject, 'watch', EVENTS).perSecond);
  });
  return figures;
}

/** @returns whether it could be started */
async function whileRunning(start: Start, use: (subject: Subject) => Promise<void>): Promise<boolean> {
  const subject = await start();
  if (subject === undefined) return false;
  try {
    await use(subject);
  } finally {
    await subject.stop();
  }
  return true;
}

function load(subject: Subject, operation: Operation, objects = OBJECTS): Measured {
  const isWatch = operation === 'watch';
  const { name, process: _process, etcd: _etcd, stop: _stop, ...target } = subject;
  const order: Load = {
    ...target,
    operation,
    connections: isWatch ? WATCHERS : CONNECTIONS,
    milliseconds: MILLISECONDS,
    objects,
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

/** @returns what the server takes, and the etcd that keeps its objects */
async function residentMegabytes({ name, process: { pid }, etcd }: Subject): Promise<number> {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const own = Math.round(Number(kilobytes) / 1024);
  const metrics = etcd === undefined ? '' : await (await fetch(`${etcd}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1];
  const kept = Math.round(Number(bytes ?? 0) / 2 ** 20);
  print(`${name}, ${REMEMBERED} objects: RSS ${own} MB${etcd === undefined ? '' : ` and etcd ${kept} MB`}`);
  return own + kept;
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
