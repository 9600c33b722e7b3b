import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../controlplane/free-ports.ts';
import { open, readAnswer } from '../exchange.ts';
import type { Means } from '../means.ts';
import { directEndpoint } from './direct-endpoint.ts';
import { SERVER_NAME, type Startable } from './direct-subject.ts';
import { wordsOf } from './program.ts';
import type { ServerKind } from './server-kind.ts';
import { type Started, startProcess, untilReady } from './start-process.ts';

/** @returns what somebody has who has just scaffolded a server */
export function openProject(
  { usualFlags, ownTests }: ServerKind,
  { project, program }: Startable,
): Means['project'] {
  const read = (path: string) => readFileSync(join(project, path), 'utf8');
  const samples = readdirSync(join(project, 'samples')).map((name) =>
    JSON.parse(read(join('samples', name))),
  );
  const endpointAt = (port: number) => {
    const admin = { cert: read('certs/admin/tls.crt'), key: read('certs/admin/tls.key') };
    const tls = { ca: read('certs/ca.crt'), servername: SERVER_NAME };
    return directEndpoint({ url: `https://127.0.0.1:${port}`, tls, admin, frontProxy: admin });
  };
  return {
    samples,
    withServer: async (work) => {
      const [port = 0] = await freePorts(1);
      const started = startProcess(program, wordsOf({ ...usualFlags, 'secure-port': String(port) }));
      try {
        const endpoint = endpointAt(port);
        const isReady = async () =>
          (await readAnswer(await open(endpoint, { path: '/readyz' }))).status === 200;
        await untilReady(started, isReady);
        await work(endpoint);
      } finally {
        await end(started);
      }
    },
    test: async () => {
      const { ended, output } = startProcess(ownTests(project));
      return { exitCode: await ended, output: output() };
    },
  };
}

async function end({ signal, ended }: Started): Promise<void> {
  signal('SIGKILL');
  await ended;
}
