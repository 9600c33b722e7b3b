import { expect, it } from 'vitest';
import { nearest, nearestHint } from '../../../src/model/nearest.ts';

const TYPES = ['string', 'integer', 'int32', 'int64', 'number', 'boolean', 'date-time', 'quantity'];

it.each([
  ['strin', 'string'],
  ['String', 'string'],
  ['gruop', undefined],
  ['bolean', 'boolean'],
  ['in32', 'int32'],
  ['datetime', 'date-time'],
  ['quantiy', 'quantity'],
  ['xyzzy', undefined],
  ['', undefined],
])('%s -> %s', (name, expected) => {
  expect(nearest(name, TYPES)).toBe(expected);
});

it('forgives two letters that changed places', () => {
  expect(nearest('gruop', ['group', 'kind', 'scope'])).toBe('group');
});

it.each([
  ['strin', 'did you mean string?'],
  ['xyzzy', undefined],
])('%s: %s', (name, hint) => {
  expect(nearestHint(name, TYPES)).toBe(hint);
});
