import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runDiscover } from '../../../src/commands/discover.ts';
import type { Io } from '../../../src/io.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';
import type { FakeServer } from './fake-api-server.ts';

type Discovered = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly kubeconfig: string;
};

/** @returns the file of a kubeconfig for a server, with a bearer token */
export function kubeconfigFor(
  { url, ca }: Pick<FakeServer, 'url' | 'ca'>,
  user: object = { token: 's3cret' },
): string {
  const file = join(tempDir(), 'config');
  const trust = ca === '' ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  writeFileSync(
    file,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'dev',
      contexts: [{ name: 'dev', context: { cluster: 'fake', user: 'me' } }],
      clusters: [{ name: 'fake', cluster: { server: url, ...trust } }],
      users: [{ name: 'me', user }],
    }),
  );
  return file;
}

/** Runs kx discover against a fake server. */
export async function discover(
  server: Pick<FakeServer, 'url' | 'ca'>,
  options: RawOptions = {},
  io: Partial<Io> = {},
  args: readonly string[] = [],
): Promise<Discovered> {
  const kubeconfig = kubeconfigFor(server);
  const test = testIo(io);
  const code = await runDiscover({ args, options: { kubeconfig, ...options }, io: test });
  return { code, ...test.printed(), kubeconfig };
}
