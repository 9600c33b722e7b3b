import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { KX, runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';
import { HAS_TERMINAL, kxOnTerminal, type RealTerminal } from '../support/terminal.ts';

type Step = readonly [waitFor: string | RegExp, keys: string];

async function answer(terminal: RealTerminal, steps: readonly Step[]): Promise<void> {
  for (const [waitFor, keys] of steps) await terminal.type(waitFor, keys);
}

const CRD: readonly Step[] = [
  ['API group', 'stable.example.com\r'],
  ['Kind', 'CronTab\r'],
  ['Plural', '\r'],
  ['Scope', '\r'],
  ['Field', '\r'],
];
const AA: readonly Step[] = [['Name', 'my-aa\r'], ...CRD, ['Further kind', '\r']];
const CERTS: readonly Step[] = [
  ['Service', 'my-aa\r'],
  ['Namespace', '\r'],
];

/** Tells each file of code that is read, and its own process id, to a file. */
const LISTENER = `
import fs from 'node:fs';
const { readFileSync } = fs;
fs.appendFileSync(process.env.LOADED, 'pid ' + process.pid + '\\n');
fs.readFileSync = (file, ...rest) => {
  if (String(file).endsWith('.cjs')) fs.appendFileSync(process.env.LOADED, 'file:' + file + '\\n');
  return readFileSync(file, ...rest);
};`;

function listening(log: string) {
  return { LOADED: log, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LISTENER)}` };
}

/** A sentence of inquirer's that stands in whatever file its code is bundled into. */
const OF_INQUIRER = 'User force closed the prompt';

/** @returns whether a run loaded inquirer, by what its listener wrote down */
function isInquirerLoaded(log: string): boolean {
  const urls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('file:'));
  expect(urls.length).toBeGreaterThan(3);
  return urls.some((url) => readFileSync(new URL(url), 'utf8').includes(OF_INQUIRER));
}

describe('inquirer', () => {
  it('stands in the bundle', () => {
    const chunks = join(dirname(KX), '../dist/chunks');
    const texts = readdirSync(chunks).map((name) => readFileSync(join(chunks, name), 'utf8'));
    expect(texts.filter((text) => text.includes(OF_INQUIRER))).toHaveLength(1);
  });

  it.each([
    ['scaffold crd', 2],
    ['scaffold aa', 2],
    ['certs gen', 2],
    ['scaffold crd --group a.example.com --kind X', 0],
  ])('is not loaded without a terminal: kx %s', (command, code) => {
    const cwd = tempDir();
    const log = join(cwd, 'log');
    const { status } = runKx(command.split(' '), { cwd, env: listening(log), input: 'a.example.com\nX\n' });
    expect(status).toBe(code);
    expect(isInquirerLoaded(log)).toBe(false);
  });

  it.skipIf(!HAS_TERMINAL).each([
    ['under CI', 'scaffold crd', { CI: '1' }, 2],
    ['with --yes', 'scaffold crd --yes', {}, 2],
    ['where nothing is missing', 'scaffold crd --group a.example.com --kind X', {}, 0],
    ['where something that was given is wrong', 'scaffold crd --scope Galaxy', {}, 2],
  ])('is not loaded %s', async (_, command, env, code) => {
    const cwd = tempDir();
    const log = join(cwd, 'log');
    const terminal = kxOnTerminal(command.split(' '), { cwd, env: { ...listening(log), ...env } });
    expect((await terminal.ended()).status).toBe(code);
    expect(isInquirerLoaded(log)).toBe(false);
  });

  it.skipIf(!HAS_TERMINAL)('is loaded for a question', async () => {
    const cwd = tempDir();
    const log = join(cwd, 'log');
    const terminal = kxOnTerminal(['scaffold', 'crd'], { cwd, env: listening(log) });
    await terminal.type('API group', '\u0003');
    expect((await terminal.ended()).status).toBe(130);
    expect(isInquirerLoaded(log)).toBe(true);
  });
});

const DIALOGUES = [
  ['scaffold crd', CRD, 'kx scaffold crd --group stable.example.com --kind CronTab'],
  ['scaffold aa', AA, 'kx scaffold aa my-aa --group stable.example.com --kind CronTab'],
  ['certs gen', CERTS, 'kx certs gen --service my-aa --namespace my-aa-system'],
] as const;

describe.skipIf(!HAS_TERMINAL)('questions', () => {
  it.each(DIALOGUES)('kx %s does what the command without questions does', async (command, steps, line) => {
    const cwd = tempDir();
    const terminal = kxOnTerminal(command.split(' '), { cwd });
    await answer(terminal, steps);
    const { status, screen, isCooked } = await terminal.ended();
    expect({ status, isCooked }).toEqual({ status: 0, isCooked: true });
    expect(screen).toContain(`the same without questions:\u001b[22m ${line}\r\n`);
    if (command === 'certs gen') return;
    const again = runKx(line.split(' ').slice(1), { cwd });
    expect(again.stderr).toMatch(/^0 created, 0 changed, /u);
  });

  const LEFT = DIALOGUES.flatMap(([command, steps]) =>
    steps.map(([question], index) => [command, question, steps.slice(0, index)] as const),
  );
  it.each(LEFT)('Ctrl-C: kx %s at %s', async (command, question, before) => {
    const cwd = tempDir();
    const terminal = kxOnTerminal(command.split(' '), { cwd });
    await answer(terminal, before);
    await terminal.type(question, '\u0003');
    const { status, screen, isCooked } = await terminal.ended();
    expect({ status, isCooked }).toEqual({ status: 130, isCooked: true });
    expect(screen).toMatch(/cancelled; nothing was written\r\n$/u);
    expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('Ctrl-D', async () => {
    const cwd = tempDir();
    const terminal = kxOnTerminal(['scaffold', 'crd'], { cwd });
    await answer(terminal, CRD.slice(0, 1));
    await terminal.type('Kind', '\u0004');
    const { status, isCooked } = await terminal.ended();
    expect({ status, isCooked }).toEqual({ status: 130, isCooked: true });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a terminal that is closed', async () => {
    const cwd = tempDir();
    const log = join(tempDir(), 'log');
    const terminal = kxOnTerminal(['scaffold', 'crd'], { cwd, env: listening(log) });
    await answer(terminal, CRD.slice(0, 1));
    await terminal.type('Kind', '');
    terminal.close();
    const pid = Number(/^pid (\d+)$/mu.exec(readFileSync(log, 'utf8'))?.[1]);
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    ['--out -', /^apiVersion: apiextensions.k8s.io\/v1\nkind: CustomResourceDefinition\n/u],
    ['-o json', /^\{\n {2}"kind": "Plan",/u],
    ['--print-answers', /^(?:#.*\n)?group: stable.example.com\n/u],
  ])('stdout is the result alone: %s', async (flags, result) => {
    const cwd = tempDir();
    const stdout = join(cwd, 'stdout');
    const terminal = kxOnTerminal(['scaffold', 'crd', ...flags.split(' ')], { cwd, stdout });
    await answer(terminal, CRD);
    expect((await terminal.ended()).status).toBe(0);
    const text = readFileSync(stdout, 'utf8');
    expect(text).toMatch(result);
    expect(text).not.toContain('\u001b');
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!HAS_TERMINAL)('files that were edited', () => {
  const MINE = '# mine\n';
  const SAMPLE = 'xs.example.com/samples/full.yaml';
  const CRD_FILE = 'xs.example.com/crd.yaml';
  const ONLY = ['--only', 'crd,sample'];
  const NAMED = ['scaffold', 'crd', 'xs.example.com', '--kind', 'X', '--field', 'spec.a:string', ...ONLY];
  const CHANGED = [...NAMED, '--field', 'spec.b:int32'];
  let rendered: Readonly<Record<'before' | 'after', string>> = { before: '', after: '' };

  beforeAll(() => {
    const read = (args: readonly string[]) => runKx([...args, '--out', '-']).stdout;
    rendered = { before: read(NAMED), after: read(CHANGED) };
  });

  /** A directory where the owner edited the CRD, and kx renders more files anew. */
  function edited(): string {
    const cwd = tempDir();
    expect(runKx(NAMED, { cwd }).status).toBe(0);
    writeFileSync(join(cwd, CRD_FILE), `${MINE}${rendered.before}`);
    return cwd;
  }

  const crdAfter = (cwd: string) => readFileSync(join(cwd, CRD_FILE), 'utf8');

  it.each([
    ['y', 'the new text', () => rendered.after],
    ['n', 'the text as it was', () => `${MINE}${rendered.before}`],
    ['a', 'the new text', () => rendered.after],
    ['m', 'both', () => `${MINE}${rendered.after}`],
  ])('%s leaves %s', async (key, _, text) => {
    const cwd = edited();
    const terminal = kxOnTerminal(CHANGED, { cwd });
    await terminal.type(`Replace ${CRD_FILE}?`, key);
    if (key !== 'a') {
      await terminal.type(`Replace ${SAMPLE}?`, 'h');
      await terminal.type(/y {2}replace it[\s\S]*h for help/u, 'y');
    }
    const { status, isCooked } = await terminal.ended();
    expect({ status, isCooked }).toEqual({ status: 0, isCooked: true });
    expect(crdAfter(cwd)).toBe(text());
    expect(readFileSync(join(cwd, SAMPLE), 'utf8')).toContain('b: ');
  });

  it('m leaves markers and exits with 4 where both sides changed a line', async () => {
    const cwd = edited();
    writeFileSync(join(cwd, CRD_FILE), rendered.before.replace('type: string', 'type: string # mine'));
    const retyped = NAMED.map((word) => (word === 'spec.a:string' ? 'spec.a:int32' : word));
    const terminal = kxOnTerminal(retyped, { cwd });
    await terminal.type(`Replace ${CRD_FILE}?`, 'm');
    await terminal.type(`Replace ${SAMPLE}?`, 'y');
    const { status, screen } = await terminal.ended();
    expect(status).toBe(4);
    expect(screen).toMatch(/1 file has conflicts[\s\S]*crd\.yaml: /u);
    expect(crdAfter(cwd)).toMatch(/^<{7} .*\n.*# mine\n={7}\n/mu);
  });

  it('d shows the difference again', async () => {
    const cwd = edited();
    const terminal = kxOnTerminal(CHANGED, { cwd });
    await terminal.type('-# mine', 'd');
    await terminal.type('-# mine', 'a');
    expect((await terminal.ended()).status).toBe(0);
  });

  it.each(['x', '\u0003', '\u0004'])('%j stops, and nothing is written', async (key) => {
    const cwd = edited();
    const terminal = kxOnTerminal(CHANGED, { cwd });
    await terminal.type(`Replace ${CRD_FILE}?`, 'y');
    await terminal.type(`Replace ${SAMPLE}?`, key);
    const { status, isCooked, screen } = await terminal.ended();
    expect({ status, isCooked }).toEqual({ status: 130, isCooked: true });
    expect(screen).toMatch(/; nothing was written\r\n$/u);
    expect(crdAfter(cwd)).toBe(`${MINE}${rendered.before}`);
    expect(runKx(NAMED, { cwd }).status).toBe(3);
  });

  it('without a terminal nobody is asked: exit 3', () => {
    const cwd = edited();
    const { status, stdout } = runKx(CHANGED, { cwd, input: 'y\ny\n' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(crdAfter(cwd)).toBe(`${MINE}${rendered.before}`);
  });
});
