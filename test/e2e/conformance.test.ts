import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import type { Instance } from '../conformance/means.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { SERVERS } from '../conformance/servers/all-servers.ts';
import type { RunningSubject } from '../conformance/servers/direct-subject.ts';
import { startProcess } from '../conformance/servers/start-process.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { unexpectedResults } from '../conformance/servers/unexpected.ts';
import { startWholeSubject } from '../conformance/servers/whole-subject.ts';
import { nodeOfVersion } from '../support/node-version.ts';

/** Checks wait for what takes its time: a server that ends, thousands of connections. */
const PATIENCE = 240_000;

/** Starts a server for the tests of a suite. */
function useSubject(kind: (typeof SERVERS)[number]): () => RunningSubject {
  const directory = mkdtempSync(join(tmpdir(), 'kx-conformance-'));
  let subject: RunningSubject | undefined;
  beforeAll(async () => {
    subject = await startWholeSubject(kind, directory);
  });
  afterAll(async () => {
    await subject?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (subject === undefined) throw new Error('it did not start');
    return subject;
  };
}

// What needs Go is checked with the control planes: test/cluster/conformance-go.test.ts.
const HERE = SERVERS.filter(({ needsGo }) => needsGo !== true);

describe.each(HERE)('the checks of extension API servers: $title, on its own port', (kind) => {
  const subject = useSubject(kind);

  it(
    'come out as the table says',
    async () => {
      expect(unexpectedResults(await runChecks(CHECKS, subject()), kind)).toEqual([]);
    },
    PATIENCE,
  );
});

describe('the command that runs the checks', () => {
  const subject = useSubject(TYPESCRIPT_MEMORY);
  let server: Instance | undefined;

  beforeAll(async () => {
    // Without --kubeconfig it asks nobody which namespaces there are.
    server = await subject().means?.launch?.({ flags: { kubeconfig: undefined } });
  });

  const run = async (...flags: readonly string[]) => {
    if (server === undefined) throw new Error('it did not start');
    const { port, certificates } = server;
    const { file } = certificates;
    const target = ['--server', `https://127.0.0.1:${port}`, '--server-name', 'localhost'];
    const files = ['--ca', file('ca.crt'), '--cert', file('admin.crt'), '--key', file('admin.key')];
    const process = startProcess({
      command: nodeOfVersion('22.23.3'),
      args: ['test/conformance/run.ts', ...target, ...files, ...flags],
      cwd: '.',
    });
    return { exitCode: await process.ended, printed: process.output() };
  };

  it('asks a server of somebody else and says what came', async () => {
    const { printed, exitCode } = await run('--check', '3', '--check', '30', '--check', '87');
    const rows = [
      'ok {7}3 P0 .*',
      'ok {6}30 P0 .*',
      "- {7}87 P0 .*\\n {13}needs the front proxy's certificate",
      '2 passed, 0 failed, 1 not run',
    ];
    expect(printed).toMatch(new RegExp(`^${rows.join('\\n')}\\n$`));
    expect(exitCode).toBe(0);
  });

  it('fails where a check does', async () => {
    // Nothing makes namespaces here, and a control plane would answer what this server does not.
    const { printed, exitCode } = await run('--check', '114', '--mode', 'aggregated', '-o', 'json');
    expect(JSON.parse(printed)).toMatchObject([
      { id: 114, outcome: 'failed', reason: expect.stringContaining('namespace') },
    ]);
    expect(exitCode).toBe(1);
  });
});
