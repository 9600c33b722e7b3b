import { expect, it } from 'vitest';
import { askMissing } from '../../../src/ask/ask-missing.ts';
import { CancelledError } from '../../../src/errors.ts';
import type { Io } from '../../../src/io.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { SCAFFOLD_AA_FORM } from '../../../src/options/scaffold-aa/form.ts';
import { SCAFFOLD_CRD_FORM } from '../../../src/options/scaffold-crd/form.ts';
import { type FakeTerminal, fakeTerminal } from '../../support/terminal.ts';
import { testIo } from '../../support/test-io.ts';

type Step = readonly [waitFor: string | RegExp, keys: string];

const FORMS = { aa: SCAFFOLD_AA_FORM, crd: SCAFFOLD_CRD_FORM };

function ask(terminal: { readonly io: Io }, options: RawOptions = {}, name: keyof typeof FORMS = 'crd') {
  const { command, groups, argument, questions, check } = FORMS[name];
  const form = { command, groups, questions, check, ...(argument === undefined ? {} : { argument }) };
  return askMissing({ form, options, io: terminal.io });
}

async function answer(terminal: FakeTerminal, steps: readonly Step[]): Promise<void> {
  for (const [waitFor, keys] of steps) await terminal.type(waitFor, keys);
}

const REQUIRED: readonly Step[] = [
  ['API group', 'stable.example.com\r'],
  ['Kind', 'CronTab\r'],
];
const OFFERED: readonly Step[] = [
  ['Plural', '\r'],
  ['Scope', '\r'],
  ['Field', '\r'],
];
const DOWN = '\u001b[B';

it.each<[string, RawOptions, readonly Step[], RawOptions, readonly string[]]>([
  [
    'defaults are left to the command',
    {},
    [...REQUIRED, ...OFFERED],
    { group: 'stable.example.com', kind: 'CronTab' },
    ['group', 'kind'],
  ],
  [
    'everything else than the defaults',
    {},
    [
      ...REQUIRED,
      ['Plural', 'tabs\r'],
      ['Scope', `${DOWN}\r`],
      ['Field', 'spec.a:string!\r'],
      ['Field', 'spec.b:int32=1\r'],
      ['Field', '\r'],
    ],
    {
      group: 'stable.example.com',
      kind: 'CronTab',
      plural: 'tabs',
      scope: 'Cluster',
      field: ['spec.a:string!', 'spec.b:int32=1'],
    },
    ['group', 'kind', 'plural', 'scope', 'field'],
  ],
  [
    'what was given is not asked',
    { kind: 'CronTab', scope: 'Cluster', field: ['spec.a:string'] },
    [
      ['API group', 'stable.example.com\r'],
      ['Plural', '\r'],
    ],
    { kind: 'CronTab', scope: 'Cluster', field: ['spec.a:string'], group: 'stable.example.com' },
    ['group'],
  ],
  [
    'PLURAL.GROUP says two of them',
    { fullName: 'tabs.example.com', field: [] },
    [['Kind', 'Tab\r'], ...OFFERED.slice(1)],
    { fullName: 'tabs.example.com', field: [], kind: 'Tab' },
    ['kind'],
  ],
  [
    'a wrong answer is told of, and corrected where it stands',
    {},
    [
      ['API group', 'stable\r'],
      [/at least two|domain|dot/u, '.example.com\r'],
      ['Kind', 'Cron Tab\r'],
      [/blank|' '|letters/u, '\u0015CronTab\r'],
      ['Plural', 'Tabs\r'],
      [/lower/u, '\u0015tabs\r'],
      ['Scope', '\r'],
      ['Field', 'spec.a:strin\r'],
      [/string/u, 'g\r'],
      ['Field', '\r'],
    ],
    { group: 'stable.example.com', kind: 'CronTab', plural: 'tabs', field: ['spec.a:string'] },
    ['group', 'kind', 'plural', 'field'],
  ],
  [
    'a paste of lines is as many fields, up to the first that is wrong',
    {},
    [
      ...REQUIRED,
      ...OFFERED.slice(0, 2),
      ['Field', 'spec.a:string\r\nspec.b:string\r\n\r\nspec.c:strin\r\nspec.d:string\r'],
      [/spec.c:strin[\s\S]*Field/u, 'spec.e:string\r'],
      ['Field', '\r'],
    ],
    {
      group: 'stable.example.com',
      kind: 'CronTab',
      field: ['spec.a:string', 'spec.b:string', 'spec.e:string'],
    },
    ['group', 'kind', 'field'],
  ],
  [
    'a paste of lines answers one question that takes one line',
    {},
    [['API group', 'stable.example.com\rCronTab\rtabs\r'], ['Kind', 'CronTab\r'], ...OFFERED],
    { group: 'stable.example.com', kind: 'CronTab' },
    ['group', 'kind'],
  ],
])('%s', async (_, options, steps, known, prompted) => {
  const terminal = fakeTerminal();
  const asked = ask(terminal, options);
  await answer(terminal, steps);
  expect(await asked).toEqual({ options: known, prompted });
  expect(terminal.io.printed()).toEqual({ stdout: '', stderr: '' });
  expect(terminal.isRaw()).toBe(false);
});

it('an extension API server is asked for in the same way', async () => {
  const terminal = fakeTerminal();
  const asked = ask(terminal, {}, 'aa');
  await answer(terminal, [
    ['Name', 'my-aa\r'],
    ['API group', 'demo.example.com\r'],
    ['Kind', 'Widget\r'],
    ...OFFERED,
    ['Further kind', '\r'],
  ]);
  expect((await asked).prompted).toEqual(['name', 'group', 'kind']);
  expect(terminal.seen()).toContain(
    'the same without questions: kx scaffold aa my-aa --group demo.example.com --kind Widget\n',
  );
});

it.each<[string, keyof typeof FORMS, RawOptions, readonly Step[], string]>([
  [
    'Kind',
    'crd',
    { group: 'stable.example.com' },
    [['Kind', 'CronTab']],
    '-> crontabs.stable.example.com, ./crontabs.stable.example.com/',
  ],
  [
    'Kind with --out',
    'crd',
    { group: 'a.example.com', out: 'x' },
    [['Kind', 'Fox']],
    '-> foxes.a.example.com, x/',
  ],
  ['Name', 'aa', {}, [['Name', 'my-aa']], '-> ./my-aa/, Service my-aa in my-aa-system'],
])('%s shows what follows from it, dimmed, while it is typed', async (_, form, options, steps, preview) => {
  const terminal = fakeTerminal();
  const asked = expect(ask(terminal, options, form)).rejects.toThrow(CancelledError);
  await answer(terminal, steps);
  await terminal.type(preview, '\u0003');
  await asked;
  expect(terminal.sent()).toContain(`\u001b[2m${preview}\u001b[22m`);
});

it('at the end stands the command that needs no questions, quoted for a shell', async () => {
  const terminal = fakeTerminal();
  const asked = ask(terminal, { annotation: ["a=it's"], dryRun: true });
  await answer(terminal, [
    ...REQUIRED,
    ...OFFERED.slice(0, 2),
    ['Field', 'spec.a:string!{enum="a b"|c}\r'],
    ['Field', '\r'],
  ]);
  await asked;
  expect(terminal.seen().split('\n').at(-2)).toBe(
    `the same without questions: kx scaffold crd --group stable.example.com --kind CronTab --annotation 'a=it'\\''s' ` +
      `--field 'spec.a:string!{enum="a b"|c}' --dry-run`,
  );
});

it('no colour where it is not wanted, and the cursor is shown at the end', async () => {
  const terminal = fakeTerminal({ env: { NO_COLOR: '1' } });
  const asked = ask(terminal);
  await answer(terminal, [...REQUIRED, ...OFFERED]);
  await asked;
  const sequences = terminal.sent().split('\u001b[').slice(1);
  expect(sequences.filter((sequence) => /^[\d;]*m/u.test(sequence))).toEqual([]);
  expect(terminal.sent().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
    terminal.sent().lastIndexOf('\u001b[?25l'),
  );
});

const LEAVES: readonly [string, (terminal: FakeTerminal, stop: AbortController) => unknown][] = [
  ['Ctrl-C', ({ stdin }) => stdin.write('\u0003')],
  ['Ctrl-D', ({ stdin }) => stdin.write('\u0004')],
  ['the end of the input', ({ stdin }) => stdin.end()],
  ['a closed terminal', ({ stdin }) => stdin.destroy(new Error('EIO'))],
  ['SIGTERM', (_, stop) => stop.abort('SIGTERM')],
];
const ALL = [...REQUIRED, ...OFFERED];

it.each(LEAVES.flatMap(([way, leave]) => ALL.map((step, index) => [way, step[0], leave, index] as const)))(
  '%s at %s',
  async (_, question, leave, index) => {
    const stop = new AbortController();
    const terminal = fakeTerminal({ signal: stop.signal });
    const asked = expect(ask(terminal)).rejects.toThrow(new CancelledError('cancelled; nothing was written'));
    await answer(terminal, ALL.slice(0, index));
    await terminal.type(question, '');
    leave(terminal, stop);
    await asked;
    expect(terminal.isRaw()).toBe(false);
    expect(terminal.sent().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      terminal.sent().lastIndexOf('\u001b[?25l'),
    );
  },
);

it.each<[string, Partial<Io>, RawOptions]>([
  ['no terminal at stdin', { stdin: testIo().stdin }, {}],
  ['no terminal at stderr', { stderr: testIo().stderr }, {}],
  ['CI', { env: { CI: 'true' } }, {}],
  ['--yes', {}, { yes: true }],
  ['nothing required is missing', {}, { group: 'a.example.com', kind: 'X' }],
  ['something that was given is wrong', {}, { scope: 'Galaxy' }],
])('nobody is asked: %s', async (_, io, options) => {
  const terminal = fakeTerminal(io);
  expect(await ask(terminal, options)).toEqual({ options, prompted: [] });
  expect(terminal.sent()).toBe('');
});

it('an empty CI is none', async () => {
  const terminal = fakeTerminal({ env: { CI: '' } });
  const asked = ask(terminal);
  await answer(terminal, ALL);
  expect((await asked).prompted).toEqual(['group', 'kind']);
});

it('a long answer that wraps, and a terminal that becomes narrow', async () => {
  const screen: string[] = [];
  const stderr = { isTTY: true, columns: 80, write: (text: string) => void screen.push(text) };
  const terminal = fakeTerminal({ stderr });
  const wait = () => new Promise((resolve) => setTimeout(resolve, 30));
  const asked = ask(terminal, {
    group: 'stable.example.com',
    kind: 'CronTab',
    plural: 'crontabs',
    scope: 'Cluster',
  });
  expect(await asked).toMatchObject({ prompted: [] });
  const again = ask(terminal, { kind: 'CronTab', plural: 'crontabs', scope: 'Cluster' });
  await wait();
  terminal.stdin.write('stable.example.com\r');
  await wait();
  const enumeration = Array.from({ length: 400 }, (__, index) => `v${index}`).join('|');
  terminal.stdin.write(`spec.a:string{enum=${enumeration}}`);
  await wait();
  stderr.columns = 20;
  terminal.stdin.write('\r');
  await wait();
  terminal.stdin.write('\r');
  expect((await again).options['field']).toEqual([`spec.a:string{enum=${enumeration}}`]);
});
