import { expect, it } from 'vitest';
import { conflictMarkers } from '../../../src/merge/conflict-markers.ts';

it.each([
  { what: 'one', text: 'a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> kx\n', found: [2] },
  { what: 'two', text: '<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n', found: [1, 4] },
  { what: 'with CRLF', text: '<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n', found: [1] },
  { what: 'with the base, as diff3 writes it', text: '<<<<<<< a\n||||||| o\n=======\n>>>>>>> b', found: [1] },
  { what: 'a heading of Markdown', text: 'Title\n=======\n', found: [] },
  { what: 'half of one', text: '<<<<<<< a\n=======\n', found: [] },
  { what: 'another order', text: '>>>>>>> b\n=======\n<<<<<<< a\n', found: [] },
  { what: 'indented', text: ' <<<<<<< a\n =======\n >>>>>>> b\n', found: [] },
  { what: 'longer lines', text: '<<<<<<<<< a\n=========\n>>>>>>>>> b\n', found: [] },
])('finds conflicts: $what', ({ text, found }) => {
  expect(conflictMarkers(text)).toEqual(found);
});
