// --color and --no-color, then FORCE_COLOR, NO_COLOR, a terminal, and TERM=dumb, by the stream that is printed to (rule 12).
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { QUICK } from './fixtures.ts';

const ESCAPE = '\u001b[';

type Case = { flags?: readonly string[]; env?: Record<string, string>; isTTY?: boolean; colour: boolean };

const CASES: readonly Case[] = [
  { isTTY: true, colour: true },
  { colour: false },
  { isTTY: true, env: { TERM: 'dumb' }, colour: false },
  { isTTY: true, env: { NO_COLOR: '1' }, colour: false },
  { isTTY: true, env: { NO_COLOR: '' }, colour: true },
  { env: { FORCE_COLOR: '1' }, colour: true },
  { isTTY: true, env: { FORCE_COLOR: '0' }, colour: false },
  { isTTY: true, env: { FORCE_COLOR: '', NO_COLOR: '1' }, colour: false },
  { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, colour: true },
  { env: { FORCE_COLOR: '1', TERM: 'dumb' }, colour: true },
  { flags: ['--no-color'], isTTY: true, env: { FORCE_COLOR: '1' }, colour: false },
  { flags: ['--color', 'never'], isTTY: true, env: { FORCE_COLOR: '1' }, colour: false },
  { flags: ['--color=always'], env: { NO_COLOR: '1', TERM: 'dumb' }, colour: true },
  { flags: ['--color', 'auto'], colour: false },
  { flags: ['--color', 'auto'], isTTY: true, colour: true },
  { flags: ['--color', 'always', '--no-color'], isTTY: true, colour: false },
  { flags: ['--no-color', '--color', 'always'], colour: true },
];

it.each(CASES)(
  '$flags $env, a terminal: $isTTY -> $colour',
  async ({ flags = [], env = {}, isTTY, colour }) => {
    for (const { words } of QUICK) {
      const printed: string[] = [];
      const stderr = { isTTY, write: (text: string) => void printed.push(text) };
      const { stdout } = await runMain([...words, '--zzzzzz', ...flags], { env, stderr });
      expect(printed.join('').includes(ESCAPE), words.join(' ')).toBe(colour);
      expect(stdout).toBe('');
    }
  },
);

it('a terminal for stdout alone leaves stderr plain', async () => {
  const { stderr } = await runMain(['discover', '--zzzzzz'], { stdout: { isTTY: true, write: () => true } });
  expect(stderr).not.toContain(ESCAPE);
});

it('a document is never coloured', async () => {
  const { stdout } = await runMain(['discover', '--zzzzzz', '-ojson', '--color=always']);
  expect(stdout).not.toContain(ESCAPE);
});
