// There is no builder of images here: the stages of the Containerfile are made as folders, by their own commands.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { freePorts } from '../controlplane/free-ports.ts';
import { buildStages } from '../support/build-stages.ts';
import { isSent, parseContainerFile, type Stage } from '../support/container-file.ts';
import { nodeOfVersion } from '../support/node-version.ts';
import { runKx } from '../support/run-kx.ts';

const NAME = 'my-aa';

describe.each(['memory', 'sqlite', 'etcd'])('the image of a server with --storage %s', (storage) => {
  const root = mkdtempSync(join(tmpdir(), 'kx-container-'));
  const project = join(root, NAME);
  const images = join(root, 'images');
  const read = (path: string) => readFileSync(join(project, path), 'utf8');
  let stages: readonly Stage[] = [];
  let server: ChildProcess | undefined;

  beforeAll(() => {
    const flags = ['--group', 'demo.kx.dev', '--kind', 'Widget', '--storage', storage];
    const { status, stderr } = runKx(['scaffold', 'aa', NAME, ...flags, '--out', project]);
    expect(status, stderr).toBe(0);
    stages = parseContainerFile(read('Containerfile'));
  });

  afterAll(async () => {
    if (server?.exitCode === null) {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    }
    rmSync(root, { recursive: true, force: true });
  });

  it('is made of images of a version, in stages', () => {
    expect(stages.length).toBeGreaterThan(1);
    for (const { image } of stages) expect(image).toMatch(/^docker\.io\/library\/node:\d+\.\d+\.\d+-slim$/);
  });

  it('is built of what is sent to the builder, by commands that work', () => {
    buildStages({ stages, context: project, ignored: read('.containerignore'), out: images });
    const last = join(images, String(stages.length - 1), 'app');
    const packages = storage === 'etcd' ? ['node_modules'] : [];
    expect(readdirSync(last).sort()).toEqual(['dist', ...packages, 'package.json']);
  });

  it.each(['.containerignore', '.dockerignore'])('sends no certificate and no key, by %s', (file) => {
    const ignored = [
      'certs/ca.key',
      'certs/tls.key',
      'certs/admin/tls.key',
      '.git/config',
      'data/objects.db',
    ];
    expect(ignored.filter((path) => isSent(path, read(file)))).toEqual([]);
  });

  it('runs as nobody in particular, without npm', () => {
    const instructions = stages.at(-1)?.instructions ?? [];
    const words = (name: string) =>
      instructions.filter((each) => each.name === name).map((each) => each.words);
    expect(words('USER')).toEqual([['65532:65532']]);
    expect(words('ENTRYPOINT')).toEqual([['node', 'dist/main.js']]);
    expect(words('RUN').flat()).toEqual(
      expect.arrayContaining(['/usr/local/lib/node_modules', '/usr/local/bin/npm']),
    );
  });

  it('is locked to what package.json names', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const { name, version, engines, devDependencies, dependencies } = JSON.parse(read('package.json'));
    expect(packages['']).toEqual({
      ...{ name, version, engines, devDependencies },
      ...(dependencies === undefined ? {} : { dependencies }),
    });
  });

  it('starts with the arguments of the Deployment, and its probes get what they wait for', async () => {
    const [deployment] = parseAllDocuments(read('deploy/deployment.yaml')).map((document) => document.toJS());
    const [container] = deployment.spec.template.spec.containers;
    const [port = 0] = await freePorts(1);
    const args = container.args.map((arg: string) =>
      arg
        .replace(`/etc/${NAME}/tls`, join(project, 'certs'))
        .replace(`/var/lib/${NAME}`, join(images, 'data'))
        .replace(`=${container.ports[0].containerPort}`, `=${port}`),
    );
    const cwd = join(images, String(stages.length - 1), 'app');
    // What the Deployment gives it, and nothing else: a file system that is not written, no npm.
    server = spawn(nodeOfVersion('24.21.0'), ['dist/main.js', ...args], { cwd, env: {} });
    const printed: string[] = [];
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (text) => printed.push(String(text)));
    // The client of etcd is there; etcd is not.
    if (storage === 'etcd') {
      const output = () => printed.join('');
      await expect.poll(output, { timeout: 30_000 }).toContain('"Cannot reach etcd yet"');
      return;
    }
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const { path, scheme } = container[probe].httpGet;
      expect(scheme).toBe('HTTPS');
      await expect.poll(() => statusOf(port, path), { timeout: 20_000, message: printed.join('') }).toBe(200);
    }
  });
});

function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((done) => {
    const asked = request(
      { host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false },
      (reply) => {
        reply.resume();
        done(reply.statusCode);
      },
    );
    asked.on('error', () => done(undefined));
    asked.end();
  });
}
