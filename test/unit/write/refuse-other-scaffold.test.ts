import { expect, it } from 'vitest';
import { ConflictError } from '../../../src/errors.ts';
import type { RecordInput } from '../../../src/record/record.ts';
import { refuseOtherScaffold } from '../../../src/write/refuse-other-scaffold.ts';

const TAB: RecordInput = {
  command: 'scaffold crd',
  answers: { group: 'example.com', kind: 'Tab', fields: ['spec.a:string'] },
  inputs: {},
};

function refusal(next: Partial<RecordInput>): unknown {
  try {
    refuseOtherScaffold(TAB, { ...TAB, ...next }, '/tabs');
    return undefined;
  } catch (error) {
    return error;
  }
}

it.each<[string, Partial<RecordInput>]>([
  ['the same answers', {}],
  ['another field', { answers: { ...TAB.answers, fields: [] } }],
  ['an identity that its source says', { answers: {} }],
])('%s may go into a directory', (_, next) => {
  expect(refusal(next)).toBeUndefined();
});

it.each<[string, Partial<RecordInput>]>([
  ['another command', { command: 'scaffold aa' }],
  ['another kind', { answers: { ...TAB.answers, kind: 'Shop' } }],
  ['another group', { answers: { ...TAB.answers, group: 'shops.example.com' } }],
])('%s is refused: the record would be lost', (_, next) => {
  expect(refusal(next)).toBeInstanceOf(ConflictError);
});
