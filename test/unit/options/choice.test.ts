import { expect, it } from 'vitest';
import { checkChoice } from '../../../src/options/choice.ts';

const COLOURS = ['red', 'green'] as const;

it.each([
  [undefined, 'none'],
  ['red', 'red'],
])('%j is %s', (text, value) => {
  expect(checkChoice({ path: '--c', text, allowed: COLOURS, fallback: 'none' })).toEqual({ ok: true, value });
});

it.each([
  ['Red', 'did you mean red?'],
  ['gren', 'did you mean green?'],
  ['', undefined],
])('%j is none of them', (text, hint) => {
  const violation = { path: '--c', message: `'${text}' is not one of red, green`, hint };
  expect(checkChoice({ path: '--c', text, allowed: COLOURS, fallback: 'none' })).toEqual({
    ok: false,
    violations: [violation],
  });
});
