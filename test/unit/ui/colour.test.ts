import { expect, it } from 'vitest';
import { wantsColour } from '../../../src/ui/colour.ts';

const terminal = { isTTY: true, write: () => true };
const pipe = { write: () => true };

it.each([
  { stream: terminal, env: {}, argv: [], colour: true },
  { stream: pipe, env: {}, argv: [], colour: false },
  { stream: terminal, env: { NO_COLOR: '1' }, argv: [], colour: false },
  { stream: terminal, env: { NO_COLOR: '' }, argv: [], colour: true },
  { stream: terminal, env: { TERM: 'dumb' }, argv: [], colour: false },
  { stream: pipe, env: { FORCE_COLOR: '1' }, argv: [], colour: true },
  { stream: terminal, env: { FORCE_COLOR: '0' }, argv: [], colour: false },
  { stream: pipe, env: { FORCE_COLOR: '1', NO_COLOR: '1' }, argv: [], colour: true },
  { stream: terminal, env: { FORCE_COLOR: '1' }, argv: ['--no-color'], colour: false },
  { stream: pipe, env: { NO_COLOR: '1' }, argv: ['--color', 'always'], colour: true },
  { stream: pipe, env: {}, argv: ['--color=always'], colour: true },
  { stream: terminal, env: {}, argv: ['--color=always', '--color', 'never'], colour: false },
  { stream: terminal, env: {}, argv: ['--color', 'auto'], colour: true },
])('$argv $env tty=$stream.isTTY -> $colour', ({ colour, ...wish }) => {
  expect(wantsColour(wish)).toBe(colour);
});
