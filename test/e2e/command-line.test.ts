import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/program/command-table.ts';
import { runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

it('prints its version as one line', () => {
  expect(runKx(['--version'])).toEqual({ status: 0, stdout: 'kx 0.1.0\n', stderr: '' });
});

it.each([[[]], [['--help']], [['help']], [['scaffold']], [['scaffold', '--help']], [['certs']]])(
  'kx %j helps on stdout',
  (args) => {
    const { status, stdout, stderr } = runKx(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: kx/);
  },
);

it.each(COMMANDS)('kx $name --help shows examples in 80 columns', async ({ name, describe }) => {
  const { status, stdout } = runKx([...name.split(' '), '--help']);
  expect(status).toBe(0);
  const { examples } = await describe();
  expect(examples.length).toBeGreaterThanOrEqual(2);
  expect(examples.filter((example) => !stdout.includes(`\n  ${example}\n`))).toEqual([]);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it.each([
  [['scafold'], 'scaffold'],
  [['scaffold', 'crdd'], 'crd'],
  [['scaffold', 'crd', 'xs.example.com', '--knd', 'X'], '--kind'],
  [['scaffold', 'aa', 'x', '--gruop', 'a.b'], '--group'],
  [['certs', 'gn'], 'gen'],
  [['certs', 'gen', '--sevice', 's'], '--service'],
  [['discover', '--verbos'], '--verbose'],
  [['discver'], 'discover'],
  [['help', 'discver'], 'discover'],
  [['discver', '--help'], 'discover'],
  [['help', 'certs', 'gn'], 'gen'],
  [['completion', 'bsh'], 'bash'],
])('%j is a usage error that names %s', (args, nearest) => {
  const cwd = tempDir();
  const { status, stdout, stderr } = runKx(args, { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(nearest);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(readdirSync(cwd)).toEqual([]);
});

it.each([
  [['scaffold', 'crd', 'a', 'b']],
  [['completion', 'bash', 'zsh']],
  [['demo', 'x']],
  [['demo', '--color', 'maybe']],
])('%j has too much or a value that is not there', (args) => {
  expect(runKx(args).status).toBe(2);
});

it.each([
  [['scaffold', 'crd', '-o', 'json']],
  [['scaffold', 'aa', '-o', 'json', '--bogus']],
  [['certs', 'gen', '--output=json']],
  [['bogus', '-o', 'json']],
])('%j fails as one JSON document on stdout, and as a sentence on stderr', (args) => {
  const { status, stdout, stderr } = runKx(args);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Error', exitCode: 2, message: expect.any(String) });
  expect(stderr).toMatch(/^error: /);
});

it('shows a stack trace for KX_DEBUG=1 alone', () => {
  expect(runKx(['bogus'], { env: { KX_DEBUG: '1' } }).stderr).toMatch(/\n\s+at /);
});

it.each([
  [['help', 'scaffold', 'crd'], /^Usage: kx scaffold crd/],
  [['help', 'certs'], /^Usage: kx certs/],
  [['-q', 'discover', '--help'], /^Usage: kx discover/],
  [['--color', 'never', '--no-color', 'certs', 'gen', '--help'], /^Usage: kx certs gen/],
])('%j is understood', (args, usage) => {
  const { status, stdout } = runKx(args);
  expect(status).toBe(0);
  expect(stdout).toMatch(usage);
});
