import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../src/discover/client/client.ts';
import { findTarget } from '../../src/discover/kubeconfig/find-target.ts';
import { SERVICE_ACCOUNT } from '../../src/discover/kubeconfig/in-cluster.ts';
import type { TraceEvent } from '../../src/discover/log/trace-event.ts';
import { clusterAnswers } from '../../src/options/cluster/cluster-options.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { findProgram } from './kubectl.ts';
import { type Asked, type RecordingServer, recordingServer } from './recording-server.ts';

/** The directory is fixed in kubectl, so it is run where another one is mounted in its place. */
const MOUNT = 'mount -t tmpfs none /run && mkdir -p "$1" && cp -r "$0"/. "$1" && shift && exec "$@"';
const kubectl = findProgram('kubectl.1.33');
const unshare = findProgram('unshare') ?? '';
const canMount = spawnSync(unshare, ['-m', 'mount', '-t', 'tmpfs', 'none', '/run']).status === 0;

describe.skipIf(kubectl === undefined || !canMount)('in a pod kubectl and kx', () => {
  let server: RecordingServer;
  beforeAll(async () => {
    server = await recordingServer();
  });
  beforeEach(() => void server.take());
  afterAll(() => server.close());

  type Run = { readonly account: Readonly<Record<string, string>>; readonly flags?: RawOptions };

  /** Runs both. @returns what they sent, and whether each said that it is in a cluster */
  async function run({ account, flags = {} }: Run) {
    const dir = tempDir();
    mkdirSync(join(dir, 'account'));
    for (const [name, text] of Object.entries(account)) writeFileSync(join(dir, 'account', name), text);
    const { hostname, port } = new URL(server.url);
    const env = { HOME: dir, KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
    const typed = Object.entries(flags).map(([name, value]) => `--${name}=${String(value)}`);
    const args = ['-m', 'sh', '-c', MOUNT, join(dir, 'account'), SERVICE_ACCOUNT, kubectl ?? ''];
    const log = await new Promise<string>((resolve) => {
      const options = { env: { ...env, PATH: process.env['PATH'] ?? '' } };
      const more = ['api-resources', '-v=4', ...typed];
      execFile(unshare, [...args, ...more], options, (_error, _stdout, stderr) =>
        resolve(stderr),
      ).stdin?.end();
    });
    const theirs = server.take();
    const events: TraceEvent[] = [];
    await ask(testIo({ env, cwd: dir, now: () => new Date() }), {
      flags,
      events,
      account: join(dir, 'account'),
    });
    return {
      theirs: sent(theirs),
      ours: sent(server.take()),
      said: [log.includes('Using in-cluster configuration'), events.some(({ kind }) => kind === 'inCluster')],
    };
  }

  it.each<readonly [what: string, more: Record<string, string>, flags: RawOptions]>([
    ['take token and CA of the service account', {}, {}],
    ['read the namespace beside them', { namespace: 'pod-ns' }, {}],
    ['take --token', {}, { token: 'flag' }],
  ])('%s', async (_, more, flags) => {
    const account = { token: ' pod-token\n', 'ca.crt': server.ca, ...more };
    const { theirs, ours, said } = await run({ account, flags });
    expect(ours?.authorization).toBe(`Bearer ${'token' in flags ? 'flag' : 'pod-token'}`);
    expect(ours).toEqual(theirs);
    expect(said).toEqual([true, true]);
  });
});

type Machine = { readonly flags: RawOptions; readonly events: TraceEvent[]; readonly account: string };

async function ask(io: ReturnType<typeof testIo>, { flags, events, account }: Machine): Promise<void> {
  const answers = clusterAnswers(flags);
  if (!answers.ok) throw new Error(JSON.stringify(answers.violations));
  const emit = (event: TraceEvent) => void events.push(event);
  const clock = () => 0;
  const target = await findTarget({ cluster: answers.value, io, emit, clock, serviceAccount: account });
  const { env, signal } = io;
  const client = createClient({ target, timeout: 20_000, userAgent: 'kx/1', signal, clock, env });
  await client.get({ path: '/api', accept: 'application/json', site: 'list' }, emit);
  client.close();
}

function sent(asked: readonly Asked[]) {
  return asked.find((one) => one.sent.path === '/api')?.sent;
}
