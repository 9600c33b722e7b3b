import { expect, it } from 'vitest';
import { type Marks, timingsOf } from '../../../src/discover/client/timings-of.ts';

const link = { lookup: 1, dial: 2, handshake: 3 };
const nothing = { lookup: 0, dial: 0, handshake: 0, connection: 0, server: 0 };

it.each<readonly [what: string, marks: Marks, isAnswered: boolean, timings: object]>([
  [
    'answered over a new connection',
    { start: 100, connected: 107, link },
    true,
    { total: 20, reused: false, ...link, connection: 7, server: 13 },
  ],
  [
    'answered over one that was there',
    { start: 100, connected: 101 },
    true,
    { ...nothing, total: 20, reused: true, connection: 1, server: 19 },
  ],
  [
    'broken before an answer',
    { start: 100, connected: 101 },
    false,
    { ...nothing, total: 20, reused: true, connection: 1 },
  ],
  [
    'without a name that resolves',
    { start: 100, lookedUp: 115 },
    false,
    { ...nothing, total: 20, reused: false, lookup: 15 },
  ],
  [
    'refused',
    { start: 100, lookedUp: 105, dialled: 116, isDialFailed: true },
    false,
    { ...nothing, total: 20, reused: false, lookup: 5, dial: 11 },
  ],
  [
    'without a handshake that ends well',
    { start: 100, dialled: 104, isDialFailed: false },
    false,
    { ...nothing, total: 20, reused: false, dial: 4, handshake: 16 },
  ],
  ['that waited for a connection alone', { start: 100 }, false, { ...nothing, total: 20, reused: false }],
])('a try %s', (_, marks, isAnswered, timings) => {
  expect(timingsOf(marks, 120, isAnswered)).toEqual(timings);
});
