import { expect, it } from 'vitest';
import { askChanges } from '../../../src/ask/ask-changes.ts';
import { CancelledError } from '../../../src/errors.ts';
import type { Plan, PlannedFile } from '../../../src/write/plan.ts';
import { sha256Of } from '../../../src/write/sha256.ts';
import { type FakeTerminal, fakeTerminal } from '../../support/terminal.ts';

const BASE = 'one\ntwo\nthree\nfour\nfive\n';
const MINE = 'ONE\ntwo\nthree\nfour\nfive\n';
const THEIRS = 'one\ntwo\nthree\nfour\nFIVE\n';
const MERGED = 'ONE\ntwo\nthree\nfour\nFIVE\n';

function changed(path: string, more: Partial<PlannedFile> = {}): PlannedFile {
  const text = more.text ?? THEIRS;
  const at = {
    path,
    action: 'change',
    text,
    sha256: sha256Of(text),
    mode: 0o644,
    beforeMode: 0o644,
  } as const;
  return { ...at, before: MINE, ...more };
}

function planOf(...files: readonly PlannedFile[]): Plan {
  return { root: '/x/my-aa', rootExists: true, files };
}

const RECORD = new Map([['a.txt', BASE]]);

function ask(terminal: FakeTerminal, plan: Plan, base: ReadonlyMap<string, string> = RECORD): Promise<Plan> {
  return askChanges(plan, { io: terminal.io, out: 'my-aa', base });
}

/** Presses one key at each question. */
async function press(terminal: FakeTerminal, keys: readonly string[]): Promise<void> {
  for (const key of keys) await terminal.type('h for help) ', key);
}

const TWO = planOf(changed('a.txt'), changed('b.txt'));

it.each([
  [
    ['y', 'y'],
    ['change', 'change'],
  ],
  [
    ['n', 'y'],
    ['keep', 'change'],
  ],
  [
    ['Y', 'N'],
    ['change', 'keep'],
  ],
  [['a'], ['change', 'change']],
  [
    ['n', 'a'],
    ['keep', 'change'],
  ],
  [
    ['m', 'n'],
    ['merge', 'keep'],
  ],
  [
    ['d', 'y', 'd', 'd', 'n'],
    ['change', 'keep'],
  ],
  // Enter, help, a slip, an arrow, and m where there is no base decide nothing.
  [
    ['\r', 'n', '\r', 'n'],
    ['keep', 'keep'],
  ],
  [
    ['h', 'z', '\u001b[A', 'n', 'm', 'y'],
    ['keep', 'change'],
  ],
  // What follows the first key of a paste was not meant for the next question.
  [
    ['nyyyy\n', 'n'],
    ['keep', 'keep'],
  ],
] as const)('%j decides %j', async (keys, actions) => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, TWO);
  await press(terminal, keys);
  expect((await decided).files.map(({ action }) => action)).toEqual(actions);
  expect(terminal.isRaw()).toBe(false);
  expect(terminal.io.printed().stdout).toBe('');
});

it('what is decided is the text and the hash of the plan', async () => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt'), changed('b.txt', { beforeMode: 0o755 })));
  await press(terminal, ['m', 'n']);
  expect((await decided).files).toMatchObject([
    { action: 'merge', text: MERGED, sha256: sha256Of(MERGED), before: MINE },
    { action: 'keep', text: MINE, sha256: sha256Of(MINE), mode: 0o755, note: 'as you decided' },
  ]);
});

it.each([
  ['the same lines changed', 'one\ntwo\nthree\nfour\n5\n', 'one\ntwo\nthree\nfour\nV\n', 'conflict'],
  ['nothing new', `mine\n${THEIRS}`, THEIRS, 'keep'],
  ['CRLF throughout', MINE.replaceAll('\n', '\r\n'), THEIRS.replaceAll('\n', '\r\n'), 'merge'],
])('m with %s', async (_, before, text, action) => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt', { before, text })));
  await press(terminal, ['m']);
  const [file] = (await decided).files;
  expect(file?.action).toBe(action);
  expect(file?.text).toBe(
    {
      conflict: 'one\ntwo\nthree\nfour\n<<<<<<< yours\n5\n=======\nV\n>>>>>>> kx 0.1.0\n',
      keep: before,
      merge: MERGED.replaceAll('\n', '\r\n'),
    }[action],
  );
});

it.each([
  ['x', 'stopped'],
  ['\u0003', 'cancelled'],
  ['y\u0003', 'cancelled'],
  ['\u0004', 'cancelled'],
])('%j leaves: nothing is decided', async (key, word) => {
  const terminal = fakeTerminal();
  const decided = expect(ask(terminal, TWO)).rejects.toThrow(`${word}; nothing was written`);
  await press(terminal, ['y', key]);
  await decided;
  expect(terminal.isRaw()).toBe(false);
});

it.each([
  ['the end of the input', (terminal: FakeTerminal) => void terminal.stdin.end()],
  ['a terminal that is gone', (terminal: FakeTerminal) => void terminal.stdin.destroy(new Error('EIO'))],
])('%s leaves', async (_, leave) => {
  const terminal = fakeTerminal();
  const decided = expect(ask(terminal, TWO)).rejects.toThrow(CancelledError);
  await press(terminal, ['n']);
  await terminal.type('h for help) ', '');
  leave(terminal);
  await decided;
  expect(terminal.isRaw()).toBe(false);
});

it('a signal leaves', async () => {
  const stop = new AbortController();
  const terminal = fakeTerminal({ signal: stop.signal });
  const decided = expect(ask(terminal, TWO)).rejects.toThrow(CancelledError);
  await terminal.type('h for help) ', '');
  stop.abort();
  await decided;
});

it('keys that were pressed before the question was shown do not answer it', async () => {
  const terminal = fakeTerminal();
  terminal.stdin.write('aaaa');
  const decided = ask(terminal, TWO);
  await press(terminal, ['n', 'n']);
  expect((await decided).files.map(({ action }) => action)).toEqual(['keep', 'keep']);
});

it('the difference is shown in colours, once more at d, and as words without them', async () => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt')));
  await press(terminal, ['d', 'n']);
  await decided;
  expect(terminal.sent().split('\u001b[32m+FIVE').length - 1).toBe(2);
  const plain = fakeTerminal({ env: { NO_COLOR: '1' } });
  const again = ask(plain, planOf(changed('a.txt')));
  await press(plain, ['n']);
  await again;
  expect(plain.sent().slice(plain.sent().indexOf('---'))).toBe(
    [
      '--- a/a.txt',
      '+++ b/a.txt',
      '@@ -1,5 +1,5 @@',
      '-ONE',
      '+one',
      ' two',
      ' three',
      ' four',
      '-five',
      '+FIVE',
      'Replace my-aa/a.txt? (y n a d m x, h for help) n: keep it as it is\n',
    ].join('\n'),
  );
});

const KEY = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';

it.each([
  ['a private key', { mode: 0o600, before: KEY, text: 'new' }, 'a.txt differs; a private key is not shown'],
  [
    'a key that others read',
    { mode: 0o600, before: KEY, text: KEY },
    'a.txt is a private key that others can read: 0644, to be 0600',
  ],
  [
    'bytes',
    { before: '\ufffd', isBinary: true as const },
    'a.txt differs; it is not UTF-8 text, and is not shown',
  ],
  ['a mode', { before: THEIRS, mode: 0o755 }, 'a.txt has other permissions: 0644, to be 0755'],
])('%s is told of, not shown and not merged', async (_, more, sentence) => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt', more)));
  await press(terminal, ['n']);
  await decided;
  expect(terminal.seen()).toContain(`my-aa/${sentence}\nReplace my-aa/a.txt? (y n a d x, h for help)`);
  expect(terminal.sent()).not.toMatch(/c2VjcmV0|\ufffd/u);
});

it('a file that only its owner may read, as under umask 077, is shown as any other', async () => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt', { beforeMode: 0o600, before: 'mine\n' })));
  await press(terminal, ['n']);
  await decided;
  expect(terminal.sent()).toContain('-mine');
});

it('what would move the cursor is shown as its escape', async () => {
  const terminal = fakeTerminal();
  const decided = ask(terminal, planOf(changed('a.txt', { before: 'a\u001b[2Jb\n\tc\r\n' })));
  await press(terminal, ['n']);
  await decided;
  expect(terminal.sent()).toContain('-a\\u001b[2Jb');
  expect(terminal.sent()).toContain('-\tc\u001b');
});
