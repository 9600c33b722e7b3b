// stdout has the result and nothing else, as one document where one is asked for (rule 11).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { hasFlag, prepare, QUICK, type Subject, WRITERS } from './fixtures.ts';

const DOCUMENTED = QUICK.filter((subject) => hasFlag(subject, '--output'));

/** What goes wrong, by how: each command fails in each way. */
const FAILURES: readonly (readonly [string, (subject: Subject) => readonly string[]])[] = [
  ['an unknown flag', ({ line }) => [...line, '--zzzzzz']],
  ['a surplus argument', ({ line }) => [...line, 'surplus', 'surplus', 'surplus']],
  ['a wrong colour', ({ line }) => [...line, '--color', 'mauve']],
  ['a misspelt command', ({ words }) => [`${words.join(' ').slice(0, -1)}q`.split(' ')].flat()],
];

it.each(DOCUMENTED)('kx $name -o json and -o yaml are the same document', async (subject) => {
  const run = async (format: string) => {
    const cwd = tempDir();
    await prepare(subject, cwd);
    const { stdout } = await runMain([...subject.line, '-o', format], { cwd });
    return stdout;
  };
  const json: Record<string, unknown> = JSON.parse(await run('json'));
  expect(json['kind']).toMatch(/^[A-Z][A-Za-z]+$/);
  expect(Object.keys(parse(await run('yaml')))).toEqual(Object.keys(json));
});

const FAILING = DOCUMENTED.flatMap((subject) =>
  FAILURES.map(([failure, lineOf]) => ({ name: subject.name, failure, line: lineOf(subject) })),
);

it.each(FAILING)('kx $name with $failure: -o json is an Error', async ({ line }) => {
  for (const format of ['-ojson', '--output=json', '-o=json']) {
    const { status, stdout, stderr } = await runMain([...line, format], { cwd: tempDir() });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'Error',
      exitCode: status,
      message: expect.any(String),
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: /);
  }
});

it.each(WRITERS)('kx $name that would overwrite: -o json is an Error', async ({ line, out, before }) => {
  if (before !== undefined) return;
  const cwd = tempDir();
  writeFileSync(join(cwd, out), '');
  const { stdout } = await runMain([...line, '-o', 'json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Error', exitCode: 3 });
});

it.each(QUICK)('kx $name --quiet says nothing to people', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const { status, stderr } = await runMain([...subject.line, '--quiet'], { cwd });
  if (status === 0) expect(stderr).toBe('');
  else expect(stderr).toMatch(/^error: /);
});

it.each(WRITERS)('kx $name names on stdout each file that it wrote, and nothing else', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const { stdout } = await runMain(subject.line, { cwd });
  const line = new RegExp(`^${subject.out}/.* (?:created|changed|unchanged)(?:, \\d+ files)?$`);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .filter((text) => !line.test(text)),
  ).toEqual([]);
});

it('--version is one line', async () => {
  expect(await runMain(['--version'])).toEqual({ status: 0, stdout: 'kx 0.1.0\n', stderr: '' });
});
