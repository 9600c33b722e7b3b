// Without a terminal, under CI and with --yes nobody is asked, and the prompts are not even loaded (rule 3).
import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { hasFlag, QUICK, type Subject } from './fixtures.ts';

const loaded = vi.hoisted(() => ({ times: 0 }));
vi.mock('inquirer', () => {
  loaded.times += 1;
  throw new Error('the prompts were loaded');
});

const terminal = () => ({
  stdin: Object.assign(Readable.from([]), { isTTY: true }),
  stderr: { isTTY: true, write: () => true },
});

/** Where nobody can, or may, be asked. */
const PLACES = [
  { place: 'without a terminal', flags: [], overrides: () => ({}) },
  { place: 'under CI', flags: [], overrides: () => ({ ...terminal(), env: { CI: 'true' } }) },
  { place: 'with --yes', flags: ['--yes'], overrides: terminal },
];

const WRITING = QUICK.filter((subject) => hasFlag(subject, '--yes'));
const CASES = WRITING.flatMap((subject) => PLACES.map((place) => ({ ...subject, ...place })));

it.each(CASES)('kx $name $place asks nothing where nothing is given', async (subject) => {
  const { words, flags, overrides } = subject;
  const { status } = await runMain([...words, ...flags], { cwd: tempDir(), ...overrides() });
  // An update of a directory that is no project has nothing to ask for, and fails as such.
  expect([1, 2, 3]).toContain(status);
  expect(loaded.times).toBe(0);
});

it.each(WRITING.filter(({ args, before }) => before === undefined && args.length > 1))(
  'kx $name prints the complete command, which runs',
  async ({ words }: Subject) => {
    const cwd = tempDir();
    const { status, stderr } = await runMain(words, { cwd });
    expect(status).toBe(2);
    const command = /the complete command: kx (?<rest>.*)\n/.exec(stderr)?.groups?.['rest'] ?? '';
    const ran = await runMain(command.split(' '), { cwd });
    expect(ran.status, `${stderr}\n${ran.stderr}`).toBe(0);
    expect(loaded.times).toBe(0);
  },
);

it('would be seen to load them', async () => {
  await runMain(['scaffold', 'crd'], { cwd: tempDir(), ...terminal() });
  expect(loaded.times).toBe(1);
});
