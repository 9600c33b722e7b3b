import { expect, it } from 'vitest';
import { createTurns } from '../../../templates/aa/typescript/src/server/handlers/in-turn.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

it('does what is asked for the same name one after the other, whatever becomes of it', async () => {
  const inTurn = createTurns();
  const done: string[] = [];
  const work = (name: string, step: string) => async () => {
    done.push(`${name}${step} begins`);
    await soon();
    if (step === '1') throw new Error('it fails');
    done.push(`${name}${step} ends`);
    return step;
  };
  const asked = ['1', '2', '3'].map((step) => inTurn('a', work('a', step)));
  const other = inTurn('b', work('b', '2'));
  expect(await Promise.allSettled([...asked, other])).toMatchObject([
    { status: 'rejected' },
    { status: 'fulfilled', value: '2' },
    { status: 'fulfilled', value: '3' },
    { status: 'fulfilled', value: '2' },
  ]);
  expect(done.filter((line) => line.startsWith('a'))).toEqual([
    'a1 begins',
    'a2 begins',
    'a2 ends',
    'a3 begins',
    'a3 ends',
  ]);
  expect(done.indexOf('b2 begins')).toBeLessThan(done.indexOf('a2 begins'));
});
