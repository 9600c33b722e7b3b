// What a command prints as the next step is run as it stands (rule 15). Those that need a cluster are run against
// one in test/cluster.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { LOCAL_PORT } from '../../../src/model/aa-project.ts';
import { nodeOfVersion } from '../../support/node-version.ts';
import { runKx } from '../../support/run-kx.ts';
import { environmentWithKx, isInstalled } from '../../support/shell-at-prompt.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** The commands under `Next…:`, without their indent. */
function nextSteps(stderr: string): readonly string[] {
  const lines = stderr.split('\n');
  const start = lines.findIndex((line) => /^Next\b.*:$/.test(line));
  expect(start, stderr).not.toBe(-1);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, end === -1 ? undefined : end).map((line) => line.trim());
}

const CERTS = ['certs', 'gen', '--service', 'my-aa', '--namespace', 'my-aa-system'];

it.skipIf(!isInstalled('bash'))('kx certs gen: the caBundle', () => {
  const cwd = tempDir();
  const { stderr } = runKx(CERTS, { cwd });
  const command = nextSteps(stderr).find((step) => step.startsWith('base64'));
  const { stdout } = spawnSync('bash', ['-c', command ?? 'false'], { cwd, encoding: 'utf8' });
  expect(Buffer.from(stdout, 'base64').toString()).toBe(readFileSync(join(cwd, 'certs/ca.crt'), 'utf8'));
});

const HAS_KUBECTL = isInstalled('kubectl');

it.skipIf(!HAS_KUBECTL)('kx certs gen --profile client: a user of a kubeconfig', () => {
  const cwd = tempDir();
  const { stderr } = runKx(['certs', 'gen', '--profile', 'client', '--cn', 'alice'], { cwd });
  const [command = 'false'] = nextSteps(stderr);
  const kubeconfig = join(cwd, 'kubeconfig');
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  expect(spawnSync('bash', ['-c', command], { cwd, env }).status).toBe(0);
  expect(readFileSync(kubeconfig, 'utf8')).toContain('client-certificate: certs/tls.crt');
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const [first] = await Promise.race([
    once(server, 'listening').then(() => ['listening']),
    once(server, 'error').then(() => ['error']),
  ]);
  server.close();
  return first === 'listening';
}

async function answers(port: number): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const socket = createConnection(port, '127.0.0.1');
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (connected) return;
    await sleep(100);
  }
  throw new Error(`nothing listens on port ${port}`);
}

it('kx scaffold aa: cd, start, ask', async ({ skip }) => {
  skip(!HAS_KUBECTL || !isInstalled('bash'), 'there is no kubectl, or no bash');
  skip(!(await isFree(LOCAL_PORT)), `port ${LOCAL_PORT} is taken`);
  const cwd = tempDir();
  const node = nodeOfVersion('22.23.3');
  const scaffold = ['scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget'];
  const { status, stderr } = runKx(scaffold, { cwd, node });
  expect(status, stderr).toBe(0);
  const [enter, start, ...ask] = nextSteps(stderr);
  const inherited = environmentWithKx(cwd);
  const env = { ...inherited, PATH: `${dirname(node)}:${inherited['PATH']}` };
  const bash = (command: string) => ['-c', `${enter} && ${command}`] as const;
  const server = spawn('bash', bash(`exec ${start}`), { cwd, env, stdio: 'ignore', detached: true });
  try {
    await answers(LOCAL_PORT);
    expect(ask.length).toBeGreaterThan(0);
    for (const command of ask) {
      const ran = spawnSync('bash', bash(command), { cwd, env, encoding: 'utf8' });
      expect(ran.status, `${command}: ${ran.stderr}`).toBe(0);
      expect(ran.stdout).toContain('widgets');
    }
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid);
  }
});
