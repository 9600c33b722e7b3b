// Unknown flags, surplus arguments and unknown commands end with exit 2 and the nearest name (rules 1 and 2).
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { SUBJECTS } from './fixtures.ts';

async function refusal(args: readonly string[]) {
  const cwd = tempDir();
  const { status, stdout, stderr } = await runMain(args, { cwd });
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/\n\s+at |kx has a defect/);
  expect(readdirSync(cwd)).toEqual([]);
  return stderr;
}

/** `--kind` without its fourth letter; short flags have no near name of their own. */
const FLAGS = SUBJECTS.flatMap(({ line, flags }) =>
  flags
    .map((spec) => /--[\w-]+/.exec(spec.flags)?.[0] ?? '')
    .filter((flag) => flag.length > 6)
    .map((flag) => ({ line, flag, typo: `${flag.slice(0, 4)}${flag.slice(5)}` })),
).filter(({ typo }, _, all) => all.every(({ flag }) => flag !== typo));

it('has a typo of most flags', () => {
  expect(FLAGS.length).toBeGreaterThan(50);
});

it.each(SUBJECTS)('kx $name names the flag that was meant', async ({ line }) => {
  for (const { flag, typo } of FLAGS.filter((one) => one.line === line)) {
    expect(await refusal([...line, typo, 'x']), typo).toContain(flag);
  }
});

it.each(SUBJECTS)('kx $name has no flag of another world', async ({ line, words }) => {
  expect(await refusal([...line, '--zzzzzz'])).toContain(`kx ${words.join(' ')} --help`);
});

it.each(SUBJECTS)('kx $name takes no surplus argument', async ({ line }) => {
  expect(await refusal([...line, 'surplus', 'surplus', 'surplus'])).toContain('--help');
});

it.each(SUBJECTS)('kx $name is found by what is nearly its name', async ({ words }) => {
  const last = words.at(-1) ?? '';
  const typo = last.length > 2 ? last.slice(0, -1) : `${last}${last.at(-1)}`;
  for (const line of [
    [...words.slice(0, -1), typo],
    ['help', ...words.slice(0, -1), typo],
  ]) {
    expect(await refusal(line)).toContain(last);
  }
});

it.each([[['bogus']], [['scaffold', 'bogus']], [['certs', 'bogus']], [['--bogus']], [['help', 'bogus']]])(
  '%j is no command',
  async (line) => {
    expect(await refusal(line)).toContain('--help');
  },
);
