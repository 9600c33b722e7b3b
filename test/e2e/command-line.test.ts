// What holds for the command line as a whole; what holds for each command is in manners/.
import { expect, it } from 'vitest';
import { runKx } from '../support/run-kx.ts';

it('prints its version as one line', () => {
  expect(runKx(['--version'])).toEqual({ status: 0, stdout: 'kx 0.1.0\n', stderr: '' });
});

it.each([
  [['scafold'], 'scaffold'],
  [['scaffold', 'aa', 'x', '--gruop', 'a.b'], '--group'],
  [['discver', '--help'], 'discover'],
  [['completion', 'bsh'], 'bash'],
  [['demo', '--color', 'maybe'], '--color'],
])('%j is a usage error that names %s', (args, nearest) => {
  const { status, stdout, stderr } = runKx(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(nearest);
  expect(stderr).not.toMatch(/\n\s+at /);
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
