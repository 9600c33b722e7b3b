import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeOfVersion } from '../support/node-version.ts';

const MEGABYTE = 1_000_000;

const folder = mkdtempSync(join(tmpdir(), 'kx-package-'));
const installed = join(folder, 'empty', 'node_modules');
let tarball = '';

beforeAll(() => {
  run('npm', ['pack', '--silent', '--pack-destination', folder], process.cwd());
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty', 'package.json'), '{}');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], join(folder, 'empty'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is a tarball under 2 MB', () => {
  expect(statSync(tarball).size).toBeLessThan(2 * MEGABYTE);
});

it('installs without a dependency', () => {
  expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['kx']);
});

it('carries what it runs on and what its licences ask for, and no source', () => {
  const names = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'templates'];
  expect(readdirSync(join(installed, 'kx')).sort()).toEqual(names);
  expect(readdirSync(join(installed, 'kx', 'bin'))).toEqual(['kx.js', 'package.json']);
  expect(readdirSync(join(installed, 'kx', 'dist'))).toContain('THIRD-PARTY-NOTICES');
});

it.each(NODE_VERSIONS)('runs on Node %s', (version) => {
  const kx = realpathSync(join(installed, '.bin', 'kx'));
  const node = nodeOfVersion(version);
  const inFolder = (...args: readonly string[]) => run(node, [kx, ...args], folder);

  expect(inFolder('--version')).toEqual({ stdout: 'kx 0.1.0\n', stderr: '' });
  const out = join(folder, version);
  inFolder('scaffold', 'crd', 'crontabs.stable.example.com', '--kind', 'CronTab', '--out', join(out, 'crd'));
  inFolder('scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--out', join(out, 'aa'));
  inFolder('certs', 'gen', '--service', 's', '--namespace', 'n', '--out', join(out, 'certs'));
  expect(readdirSync(out).sort()).toEqual(['aa', 'certs', 'crd']);
});

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  expect(status, `${command} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return { stdout, stderr };
}
