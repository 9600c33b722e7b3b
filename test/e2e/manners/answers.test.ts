// What --print-answers prints makes the same files when it is given back with --answers (rule 10).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { textsOf, treeOf } from '../../support/tree.ts';
import { hasFlag, prepare, SUBJECTS, type Subject, WRITERS } from './fixtures.ts';

const ANSWERED = SUBJECTS.filter(
  (subject) => hasFlag(subject, '--print-answers') && subject.before === undefined,
);

it('every command that scaffolds or makes certificates prints its answers, and explains them', () => {
  expect(ANSWERED.map(({ name }) => name)).toEqual(['scaffold crd', 'scaffold aa', 'certs gen', 'certs csr']);
  expect(ANSWERED.filter((subject) => !hasFlag(subject, '--answers'))).toEqual([]);
  expect(ANSWERED.filter((subject) => !hasFlag(subject, '--explain'))).toEqual([]);
});

/** The command lines of the golden files, which say all that there is to say. */
const GOLDEN = readdirSync('test/golden')
  .map((name) => join('test/golden', name, 'command'))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, 'utf8').trimEnd().split(/\r?\n/))
  .map((words) => words.map((word) => (existsSync(word) ? resolve(word) : word)));

const LINES = [
  ...ANSWERED.filter(({ random }) => !random).map(({ line }) => line),
  ...GOLDEN,
  ['scaffold', 'crd', 'xs.example.com', '--kind', 'X', '--scope', 'Cluster'],
  [
    'scaffold',
    'crd',
    '--group',
    'example.com',
    '--kind',
    'X',
    '--version',
    'v1',
    '--version',
    'v2,served=false',
  ],
].map((line) => ({ name: line.join(' '), words: line.slice(0, 2), line }));

async function printedAnswers(line: readonly string[]): Promise<string> {
  const cwd = tempDir();
  const { status, stdout, stderr } = await runMain([...line, '--print-answers'], { cwd });
  expect(status, stderr).toBe(0);
  expect(readdirSync(cwd)).toEqual([]);
  return stdout;
}

it.each(LINES)('kx $name', async ({ words, line }) => {
  const cwd = tempDir();
  const answers = await printedAnswers(line);
  const [direct, back] = [join(cwd, 'direct'), join(cwd, 'back')];
  expect((await runMain([...line, '--out', direct], { cwd })).status).toBe(0);
  const given = [...words, '--answers', '-', '--out', back];
  const { status, stderr } = await runMain(given, { cwd, stdin: Readable.from([answers]) });
  expect(status, `${answers}\n${stderr}`).toBe(0);
  expect(textsOf(back)).toEqual(textsOf(direct));
});

it.each(ANSWERED)('the answers of kx $name answer for themselves', async ({ line, words }) => {
  const first = await printedAnswers(line);
  const again = await runMain([...words, '--answers', '-', '--print-answers'], {
    stdin: Readable.from([first]),
  });
  expect(again).toEqual({ status: 0, stdout: first, stderr: '' });
  const json = await runMain([...line, '--print-answers', '-o', 'json'], { cwd: tempDir() });
  const fromJson = await runMain([...words, '--answers', '-', '--print-answers'], {
    stdin: Readable.from([json.stdout]),
  });
  expect(fromJson.stdout).toBe(first);
});

const EXPLAINED: readonly Subject[] = WRITERS.filter((subject) => hasFlag(subject, '--explain'));

it.each(EXPLAINED)(
  'kx $name --explain says where each value comes from, and writes nothing',
  async (subject) => {
    const cwd = tempDir();
    await prepare(subject, cwd);
    const before = treeOf(cwd);
    const { status, stdout } = await runMain([...subject.line, '--explain', '-o', 'json'], { cwd });
    expect(status).toBe(0);
    const document: { kind: string; answers: readonly { key: string; source: string }[] } =
      JSON.parse(stdout);
    expect(document.kind).toBe('Explanation');
    expect(document.answers.length).toBeGreaterThan(3);
    expect(document.answers.filter(({ source }) => source === '')).toEqual([]);
    expect(treeOf(cwd)).toEqual(before);
  },
);
