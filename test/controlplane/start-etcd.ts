import { mkdtemp } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { superviseComponents } from './components.ts';
import { freePorts } from './free-ports.ts';
import { logTail } from './log-tail.ts';
import { waitUntil } from './wait-until.ts';

/** An etcd of one member or more that runs on this machine for as long as a test needs it. */
export type Etcd = {
  /** The URL of each member. */
  readonly servers: readonly string[];
  /** Stops, goes on with or kills a member, by its place in `servers`. */
  readonly signal: (member: number, signal: NodeJS.Signals) => void;
  /** Starts a member that was killed once more, with its data. */
  readonly restart: (member: number) => void;
  /** Resolves when this many members answer and can decide. @throws Error with the end of the log */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type EtcdOptions = {
  /** The directory of the binary. */
  readonly binaries: string;
  readonly members?: number;
  /** Files to serve TLS with and to ask for client certificates of; plain HTTP without them. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile: string };
};

const START_BUDGET = 60_000;

/** Starts an etcd on free ports of 127.0.0.1; it ends with this process at the latest. */
export async function startEtcd({ binaries, members = 1, tls }: EtcdOptions): Promise<Etcd> {
  const dir = await mkdtemp(join(tmpdir(), 'kx-etcd-'));
  const components = superviseComponents(binaries, dir);
  const ports = await freePorts(members * 3);
  const nameOf = (member: number) => `etcd-${member}`;
  const peers = ports.slice(0, members).map((port) => `http://127.0.0.1:${port}`);
  const urls = ports
    .slice(members, members * 2)
    .map((port) => `${tls ? 'https' : 'http'}://127.0.0.1:${port}`);
  const metrics = ports.slice(members * 2).map((port) => `http://127.0.0.1:${port}`);
  const start = (member: number) => {
    const flags = [
      `--name=${nameOf(member)}`,
      `--data-dir=${join(dir, nameOf(member))}`,
      `--listen-client-urls=${urls[member]}`,
      `--advertise-client-urls=${urls[member]}`,
      `--listen-peer-urls=${peers[member]}`,
      `--initial-advertise-peer-urls=${peers[member]}`,
      `--initial-cluster=${peers.map((url, index) => `${nameOf(index)}=${url}`).join(',')}`,
      `--listen-metrics-urls=${metrics[member]}`,
      '--log-level=warn',
      ...(tls ? [`--cert-file=${tls.certFile}`, `--key-file=${tls.keyFile}`] : []),
      ...(tls ? [`--trusted-ca-file=${tls.clientCaFile}`, '--client-cert-auth'] : []),
    ];
    components.start('etcd', flags, nameOf(member));
  };
  const ready = () => untilHealthy(metrics, dir);
  for (const member of peers.keys()) start(member);
  try {
    await ready();
  } catch (error) {
    await components.stop();
    throw error;
  }
  return {
    servers: urls,
    signal: (member, signal) => components.signal(nameOf(member), signal),
    restart: start,
    ready,
    stop: components.stop,
  };
}

async function untilHealthy(metrics: readonly string[], dir: string): Promise<void> {
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new Error(`etcd is not ready. ${logTail(dir, 'etcd-0')}`)),
    START_BUDGET,
  );
  try {
    for (const url of metrics)
      await waitUntil(async () => (await statusOf(`${url}/health`)) === 200, deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, (response) => resolve(response.resume().statusCode ?? 0));
    sent.on('error', reject);
    sent.end();
  });
}
