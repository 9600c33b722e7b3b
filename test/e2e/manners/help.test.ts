// --help: examples that run, 80 columns, headings (rule 18).
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { runKx } from '../../support/run-kx.ts';
import { runMain } from '../../support/run-main.ts';
import { environmentWithKx } from '../../support/shell-at-prompt.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { QUICK, SUBJECTS } from './fixtures.ts';

it.each(SUBJECTS)(
  'kx $name --help has examples, headings, and 80 columns',
  async ({ words, details, flags }) => {
    const { status, stdout } = await runMain([...words, '--help']);
    expect(status).toBe(0);
    expect(details.examples.length).toBeGreaterThanOrEqual(2);
    expect(details.examples.filter((example) => !stdout.includes(`\n  ${example}\n`))).toEqual([]);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const { title } of details.options) expect(stdout).toContain(`\n${title}\n`);
    const missing = flags.filter((spec) => !stdout.includes(/--[\w-]+/.exec(spec.flags)?.[0] ?? '?'));
    expect(missing).toEqual([]);
  },
);

it.each([
  [[]],
  [['--help']],
  [['help']],
  [['scaffold']],
  [['scaffold', '--help']],
  [['certs']],
  [['help', 'certs']],
])('kx %j helps on stdout, in 80 columns', async (args) => {
  const { status, stdout, stderr } = await runMain(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: kx/);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it('kx --help names every command', async () => {
  const { stdout } = await runMain(['--help']);
  for (const { words } of SUBJECTS) expect(stdout).toMatch(new RegExp(`^ +${words[0]}\\b`, 'm'));
});

/** The examples of a command as its user pastes them, in the order of --help, in one directory. */
function runExamples(examples: readonly string[], cwd: string) {
  const env = { ...environmentWithKx(cwd), HOME: cwd, KUBECONFIG: '' };
  return examples.map((example) => {
    const { status, stderr } = spawnSync('bash', ['-c', example], { cwd, env, encoding: 'utf8' });
    return { example, status, stderr };
  });
}

it.each(QUICK)('the examples of kx $name run', ({ name, details, status = 0, stage = [] }) => {
  const cwd = tempDir();
  for (const line of stage) expect(runKx(line, { cwd }).status).toBe(0);
  for (const { example, status: ended, stderr } of runExamples(details.examples, cwd)) {
    // A second example may write where the first one did; it is refused for no other reason.
    const others = name === 'discover' ? [status, 2] : stderr.includes('already') ? [3] : [];
    expect([0, status, ...others], `${example}: ${stderr}`).toContain(ended);
  }
});

it('the examples of kx --help run', async () => {
  const { stdout } = await runMain(['--help']);
  const examples = stdout.match(/^ {2}kx (?:scaffold|certs) .*/gm) ?? [];
  expect(examples.length).toBeGreaterThanOrEqual(3);
  for (const { example, status, stderr } of runExamples(
    examples.map((line) => line.trim()),
    tempDir(),
  )) {
    expect(status, `${example}: ${stderr}`).toBe(0);
  }
});
