import { beforeEach, describe, expect, it } from 'vitest';
import { ClusterError } from '../../../templates/aa/typescript/src/server/cluster/cluster-error.ts';
import { createRecentAnswers } from '../../../templates/aa/typescript/src/server/cluster/recent-answers.ts';
import { withRetries } from '../../../templates/aa/typescript/src/server/cluster/with-retries.ts';

describe('recent answers', () => {
  let clock = 0;
  let asked: string[] = [];
  const answersOf = (most: number) => {
    const answers = createRecentAnswers<string>({ keepMilliseconds: 10_000, most, now: () => clock });
    return (question: string, fails = false) =>
      answers.get(question, async () => {
        asked.push(question);
        if (fails) throw new Error('no');
        return `${question}${asked.length}`;
      });
  };
  beforeEach(() => {
    clock = 0;
    asked = [];
  });

  it('hold for ten seconds from when they came', async () => {
    const get = answersOf(9);
    expect(await get('a')).toBe('a1');
    clock = 9_999;
    expect(await get('a')).toBe('a1');
    clock = 10_000;
    expect(await get('a')).toBe('a2');
  });

  it('are waited for together', async () => {
    const get = answersOf(9);
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2']);
  });

  it('are as many as were used last', async () => {
    const get = answersOf(2);
    for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) await get(question);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are no failures', async () => {
    const get = answersOf(9);
    await expect(get('a', true)).rejects.toThrow('no');
    expect(await get('a')).toBe('a2');
  });
});

describe('a request that fails', () => {
  it.each([
    [{ status: 500 }, 5],
    [{ status: 504 }, 5],
    [{ status: 429 }, 5],
    [{ status: 503, retryAfterSeconds: 1 }, 5],
    [{ code: 'ECONNRESET' }, 5],
    [{ code: 'ECONNREFUSED' }, 1],
    [{ status: 503 }, 1],
    [{ status: 403 }, 1],
  ])('with %j is sent %i times', async (failure, times) => {
    let tries = 0;
    const ask = async () => {
      tries += 1;
      throw new ClusterError('no', failure);
    };
    await expect(withRetries(ask, 0)).rejects.toThrow('no');
    expect(tries).toBe(times);
  });

  it('is sent again after half a second, and half as long again each time', async () => {
    const times: number[] = [];
    const ask = async () => {
      times.push(performance.now());
      throw new ClusterError('no', { status: 500 });
    };
    await expect(withRetries(ask, 20)).rejects.toThrow('no');
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, pause] of [20, 30, 45, 67].entries())
      expect(pauses[index], `pause ${index}`).toBeGreaterThan(pause - 2);
  });
});
