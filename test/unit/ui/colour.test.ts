import { expect, it } from 'vitest';
import { wantsColour } from '../../../src/ui/colour.ts';

const terminal = { isTTY: true, write: () => true };
const pipe = { write: () => true };

it.each([
  { stream: terminal, env: {}, flag: undefined, colour: true },
  { stream: pipe, env: {}, flag: undefined, colour: false },
  { stream: terminal, env: { NO_COLOR: '1' }, flag: undefined, colour: false },
  { stream: terminal, env: { NO_COLOR: '' }, flag: undefined, colour: true },
  { stream: terminal, env: { TERM: 'dumb' }, flag: undefined, colour: false },
  { stream: pipe, env: { FORCE_COLOR: '1' }, flag: undefined, colour: true },
  { stream: terminal, env: { FORCE_COLOR: '0' }, flag: undefined, colour: false },
  { stream: pipe, env: { FORCE_COLOR: '1', NO_COLOR: '1' }, flag: undefined, colour: true },
  { stream: terminal, env: { FORCE_COLOR: '1' }, flag: 'never', colour: false },
  { stream: pipe, env: { NO_COLOR: '1' }, flag: 'always', colour: true },
  { stream: pipe, env: {}, flag: 'always', colour: true },
  { stream: terminal, env: {}, flag: 'never', colour: false },
  { stream: terminal, env: {}, flag: 'auto', colour: true },
])('$flag $env tty=$stream.isTTY -> $colour', ({ colour, ...wish }) => {
  expect(wantsColour(wish)).toBe(colour);
});
