import { expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { runProgram } from '../../../src/program/run-program.ts';
import { testIo } from '../../support/test-io.ts';

async function refusalOf(line: string): Promise<UsageError> {
  const error: unknown = await runProgram(line.split(' '), testIo()).catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error;
  throw new Error(`${line} was not refused`);
}

it.each([
  ['scaffold crd --gruop a --kin b', ['--gruop did you mean --group?', '--kin did you mean --kind?']],
  [
    'scaffold crd --gruop=a --kind A --kin=b',
    ['--gruop did you mean --group?', '--kin did you mean --kind?'],
  ],
  [
    'scaffold crd a.b --gruop --status --fiel -1',
    ['--gruop did you mean --group?', '--fiel did you mean --field?'],
  ],
  ['certs gen -z --xxxxxxxxx', ['-z', '--xxxxxxxxx']],
  ['demo --kep a --kep b --keeep c', ['--kep did you mean --keep?', '--keeep did you mean --keep?']],
  [
    'scaffold crd --field --gruop --kin a --scop b',
    ['--kin did you mean --kind?', '--scop did you mean --scope?'],
  ],
])('%s: all of %j', async (line, flags) => {
  const { message, hint, violations } = await refusalOf(line);
  expect(
    violations.map(({ path, hint: guess }) => (guess === undefined ? path : `${path} ${guess}`)),
  ).toEqual(flags);
  expect(message).toMatch(new RegExp(`^kx \\S+( \\S+)? does not have ${flags.length} of these flags$`, 'u'));
  expect(hint).toContain('--help');
});

it.each([
  ['scaffold crd --gruop a', "unknown option '--gruop'", 'did you mean --group?'],
  ['scaffold crd --gruop a --gruop b', "unknown option '--gruop'", 'did you mean --group?'],
])('%s: the one in a sentence', async (line, message, hint) => {
  const error = await refusalOf(line);
  expect([error.message, error.violations]).toEqual([message, []]);
  expect(error.hint).toContain(hint);
});
