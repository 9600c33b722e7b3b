import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { ensureBuilt } from '../controlplane/ensure-built.ts';
import { get } from '../controlplane/get.ts';
import { installedControlPlanes } from '../controlplane/installed.ts';
import { startControlPlane } from '../controlplane/start-control-plane.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { findProgram, kubectl } from './kubectl.ts';

describeControlPlanes('a control plane', ({ version, gitVersion, hasControllerManager }) => {
  const controlPlane = useControlPlane({ version, withControllerManager: hasControllerManager });

  it('answers at /version with its version', async () => {
    const { server, serverCaFile: caFile, adminClient: client } = controlPlane();
    const answer = await get({ server, caFile, client }, '/version');
    expect(JSON.parse(answer.text)).toMatchObject({ gitVersion, major: '1', minor: version.slice(2) });
    expect(controlPlane()).toMatchObject({ version, gitVersion });
  });

  it('refuses a client whose certificate is not of the client CA', async () => {
    const { server, serverCaFile: caFile, frontProxy: client } = controlPlane();
    expect(await get({ server, caFile, client }, '/api/v1/namespaces')).toMatchObject({ status: 401 });
  });

  it('publishes the front proxy CA for extension API servers', async () => {
    const query = ['-n', 'kube-system', 'get', 'cm', 'extension-apiserver-authentication', '-o', 'json'];
    const { data } = JSON.parse((await kubectl(controlPlane(), query)).stdout);
    expect(data['requestheader-client-ca-file']).toBe(readFileSync(controlPlane().frontProxy.caFile, 'utf8'));
    expect(data['client-ca-file']).toBe(readFileSync(controlPlane().clientCaFile, 'utf8'));
    expect(data['requestheader-allowed-names']).toBe('["front-proxy-client"]');
  });

  it('has a kubectl that calls itself by the same version', async () => {
    const { stdout } = await kubectl(controlPlane(), ['version', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      clientVersion: { gitVersion },
      serverVersion: { gitVersion },
    });
    const { stderr } = await kubectl(controlPlane(), ['get', 'ns', '-v=8']);
    expect(stderr).toContain(`kubectl/${gitVersion} `);
  });

  for (const name of ['its own kubectl', 'kubectl.1.27', 'kubectl.1.33']) {
    const older = findProgram(name);
    it.skipIf(name !== 'its own kubectl' && older === undefined)(`lists namespaces to ${name}`, async () => {
      const program = older ?? controlPlane().kubectl;
      const { exitCode, stdout } = await kubectl(controlPlane(), ['get', 'ns', '-o', 'name'], { program });
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')).toContain('namespace/default');
    });
  }

  it.skipIf(!hasControllerManager)('deletes a namespace with what is in it', async () => {
    const manifest = [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: { name: kept, namespace: doomed }',
    ].join('\n');
    await kubectl(controlPlane(), ['create', 'namespace', 'doomed']);
    const created = await kubectl(controlPlane(), ['create', '-f', '-'], { stdin: manifest });
    expect(created).toMatchObject({ exitCode: 0, stdout: 'configmap/kept created\n' });
    const deleted = await kubectl(controlPlane(), ['delete', 'namespace', 'doomed', '--timeout=60s']);
    expect(deleted).toMatchObject({ exitCode: 0 });
    const { stderr } = await kubectl(controlPlane(), ['get', 'namespace', 'doomed']);
    expect(stderr).toContain('namespaces "doomed" not found');
  });
});

describeControlPlanes('a control plane that ends', ({ version, dir: binariesDir }) => {
  it('leaves no process and no directory after stop(), which may be called twice', async () => {
    const { dir, stop } = await startControlPlane({ version });
    expect(processesWith(dir)).toHaveLength(3);
    await Promise.all([stop(), stop()]);
    expect({ processes: processesWith(dir), exists: existsSync(dir) }).toEqual({
      processes: [],
      exists: false,
    });
    await stop();
  });

  it.each([
    ['is killed', 'SIGKILL', 'ready'],
    ['is killed while its server starts', 'SIGKILL', 'kube-apiserver'],
    ['is killed before it has started anything', 'SIGKILL', 'supervisor.js'],
    ['gets Ctrl-C with all of its process group', 'SIGINT', 'ready'],
    ['gets Ctrl-C while its server starts', 'SIGINT', 'kube-apiserver'],
  ] as const)('is cleaned up within 5 s when its parent %s', async (_, signal, stage) => {
    const temp = tempDir();
    const parent = await startParent(version, temp);
    if (stage === 'ready') expect(await firstOutput(parent)).toContain('KUBECONFIG=');
    else
      await vi.waitFor(() => expect(String(processesWith(temp))).toContain(stage), {
        timeout: 10_000,
        interval: 5,
      });
    expect(leftBy(temp)).toHaveLength(1);
    // The negative number is the process group: what a terminal sends Ctrl-C to.
    process.kill(signal === 'SIGINT' ? -Number(parent.pid) : Number(parent.pid), signal);
    await vi.waitFor(
      () =>
        expect({ processes: processesWith(temp), files: leftBy(temp) }).toEqual({ processes: [], files: [] }),
      5000,
    );
  });

  it('shows the end of the log of the component that does not start', async () => {
    const starting = startControlPlane({ version, apiServerFlags: ['--no-such-flag'] });
    await expect(starting).rejects.toThrow(
      /^kube-apiserver ended with exit code 1\. The end of the log of kube-apiserver:\n[\s\S]*unknown flag: --no-such-flag/,
    );
  });

  it('gives up after some attempts when a port stays taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const starting = startControlPlane({ version, apiServerFlags: [`--secure-port=${port}`] });
    await expect(starting).rejects.toThrow(/address already in use/);
  });

  it('starts from the binaries that KUBEBUILDER_ASSETS names', async () => {
    const env = { ...process.env, KUBEBUILDER_ASSETS: binariesDir, KX_CACHE_DIR: '/nonexistent' };
    const controlPlane = await startControlPlane({ env });
    onTestFinished(controlPlane.stop);
    expect(controlPlane).toMatchObject({ version, kubectl: join(binariesDir, 'kubectl') });
    expect(await kubectl(controlPlane, ['get', 'ns', 'default'])).toMatchObject({ exitCode: 0 });
  });
});

describe('a control plane that is not there', () => {
  it.each([
    [
      { KX_CACHE_DIR: '/nonexistent' },
      'no control plane 1.36 is installed (there is: none); npm run test:cluster builds it',
    ],
    [
      { KUBEBUILDER_ASSETS: '/nonexistent' },
      'KUBEBUILDER_ASSETS=/nonexistent has no kube-apiserver that runs',
    ],
  ])('is named with the way to get it: %o', async (env, message) => {
    await expect(startControlPlane({ version: '1.36', env })).rejects.toThrow(message);
  });
});

describe('the cache of control planes', () => {
  const works = 'while [ "$1" != -o ]; do shift; done; echo built > "$2"; echo x >> "$KX_CACHE_DIR/runs"';

  it('gets a directory for KUBEBUILDER_ASSETS by one build', async () => {
    const env = withGo(works);
    const lines: string[] = [];
    expect(await installedControlPlanes(env)).toEqual([]);
    const { dir, gitVersion } = await ensureBuilt('1.36', env, (line) => lines.push(line));
    await ensureBuilt('1.36', env, (line) => lines.push(line));
    expect(readdirSync(dir)).toEqual([
      'controlplane',
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kubectl',
    ]);
    expect(readFileSync(join(dir, 'kubectl'), 'utf8')).toBe('built\n');
    expect(lines).toEqual([
      `control plane ${gitVersion}: building into ${dir}, minutes the first time`,
      expect.stringMatching(/^control plane v1\.36\.\d+: built in \d+ s$/),
    ]);
    expect(await installedControlPlanes(env)).toMatchObject([{ version: '1.36', gitVersion, dir }]);
  });

  it('is the same after two builds at the same time', async () => {
    const env = withGo(works);
    const [first, second] = await Promise.all([1, 2].map(() => ensureBuilt('1.37', env, () => {})));
    expect(first).toEqual(second);
    expect(readFileSync(join(String(env['KX_CACHE_DIR']), 'runs'), 'utf8')).toBe('x\nx\n');
    expect(readdirSync(join(String(env['KX_CACHE_DIR']), 'controlplane'))).toEqual([
      basename(String(first?.dir)),
    ]);
  });

  it('stays empty when the compiler fails, and shows its last lines', async () => {
    const env = withGo('for i in $(seq 30); do echo "main.go:$i: undefined" >&2; done; exit 1');
    await expect(ensureBuilt('1.36', env, () => {})).rejects.toThrow(
      /^go build of the control plane v1\.36\.\d+ failed:\nmain\.go:11: undefined\n[\s\S]*main\.go:30: undefined$/,
    );
    expect(readdirSync(join(String(env['KX_CACHE_DIR']), 'controlplane'))).toEqual([]);
  });

  it('says what is missing when Go is', async () => {
    const env = { PATH: tempDir(), KX_CACHE_DIR: tempDir() };
    await expect(ensureBuilt('1.36', env, () => {})).rejects.toThrow('"go" does not start: install Go');
  });
});

/** An environment with an empty cache, in which `go` is a shell script. */
function withGo(script: string): NodeJS.ProcessEnv {
  const bin = tempDir();
  writeFileSync(join(bin, 'go'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${bin}${delimiter}${process.env['PATH']}`, KX_CACHE_DIR: tempDir() };
}

// A process of its own to be killed. Bundled, because Node 20 does not run TypeScript.
async function startParent(version: string, temp: string): Promise<ChildProcess> {
  const source = join(import.meta.dirname, '..', 'controlplane', 'run-control-plane.ts');
  const script = join(tempDir(), 'run-control-plane.cjs');
  await build({
    entryPoints: [source],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The files that these modules find beside themselves are not beside the bundle.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(source).href) },
  });
  const parent = spawn(process.execPath, [script, version], {
    detached: true,
    env: { ...process.env, TMPDIR: temp },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  return parent;
}

async function firstOutput({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('stdout of the parent is no pipe');
  const [chunk] = await once(stdout, 'data');
  return String(chunk);
}

/** The processes, this one apart, with `text` in their command line. */
function processesWith(text: string): readonly string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text));
}

// Node keeps a compile cache in TMPDIR when it is told to.
function leftBy(temp: string): readonly string[] {
  return readdirSync(temp).filter((name) => name.startsWith('kx-'));
}
