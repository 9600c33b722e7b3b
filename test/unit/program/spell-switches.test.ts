import { Command } from 'commander';
import { expect, it } from 'vitest';
import { spellSwitches } from '../../../src/program/spell-switches.ts';

it.each<readonly [typed: string, read: string]>([
  ['--switch pods', '--switch=true pods'],
  ['pods --switch', 'pods --switch=true'],
  ['--switch=false pods', '--switch=false pods'],
  ['--other --switched x', '--other --switched x'],
  ['-- --switch', '-- --switch'],
])('%s is read as %s', (typed, read) => {
  const leaf = new Command().option('-s, --switch [boolean]', 'x').option('--other <text>', 'y');
  expect(spellSwitches(leaf, typed.split(' ')).join(' ')).toBe(read);
});
