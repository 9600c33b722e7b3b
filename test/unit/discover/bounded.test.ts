import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { bounded } from '../../../src/discover/walk/bounded.ts';

it.each([
  [3, 3],
  [1, 1],
  [100, 10],
])('runs at most %i at once, and results keep the order of the items', async (limit, most) => {
  let running = 0;
  let peak = 0;
  const items = Array.from({ length: 10 }, (_, index) => index);
  const results = await bounded(items, limit, async (item) => {
    running += 1;
    peak = Math.max(peak, running);
    await setTimeout((10 - item) % 3);
    running -= 1;
    return item * 2;
  });
  expect({ peak, results }).toEqual({ peak: most, results: items.map((item) => item * 2) });
});

it('ends with the first error', async () => {
  const failing = bounded([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new Error('two');
    return item;
  });
  await expect(failing).rejects.toThrow('two');
});
