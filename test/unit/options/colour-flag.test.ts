import { expect, it } from 'vitest';
import { colourFlag, requestedColour } from '../../../src/options/colour-flag.ts';

it.each([
  [['--no-color'], 'never'],
  [['--color', 'always'], 'always'],
  [['--color=always', '--color', 'never'], 'never'],
  [['--bogus', '--color=auto'], 'auto'],
  [[], undefined],
])('%j asks for %s', (argv, expected) => {
  expect(requestedColour(argv)).toBe(expected);
});

it.each([
  [{ color: false }, 'never'],
  [{ color: 'always' }, 'always'],
  [{ color: true }, undefined],
  [{}, undefined],
])('%j says %s', (options, expected) => {
  expect(colourFlag(options)).toEqual({ ok: true, value: expected });
});

it('names the values there are', () => {
  expect(colourFlag({ color: 'maybe' })).toMatchObject({ ok: false, violations: [{ path: '--color' }] });
});
