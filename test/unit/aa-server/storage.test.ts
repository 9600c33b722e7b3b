import { describe, expect, it } from 'vitest';
import { createLog } from '../../../templates/aa/typescript/src/server/log/log.ts';
import { createSortedKeys } from '../../../templates/aa/typescript/src/server/storage/sorted-keys.ts';
import { describeStorage } from './describe-storage.ts';
import { stores } from './storage-suite.ts';

describe.each(stores.filter(({ isHere }) => isHere))('$name', describeStorage);

it('keeps keys in order', () => {
  const keys = createSortedKeys();
  for (const key of ['/g/b/x', '/g/a/y', '/g/a-b/x', '/g/a/x', '/h/x', '/g/a/x']) keys.add(key);
  expect(keys.under('/g/')).toEqual(['/g/a-b/x', '/g/a/x', '/g/a/y', '/g/b/x']);
  expect(keys.under('/g/a/')).toEqual(['/g/a/x', '/g/a/y']);
  keys.remove('/g/a/x');
  keys.remove('/nope');
  expect(keys.under('')).toEqual(['/g/a-b/x', '/g/a/y', '/g/b/x', '/h/x']);
});

it('logs as klog does', () => {
  const lines: string[] = [];
  const log = createLog(2, {
    write: (line) => lines.push(line),
    now: () => new Date('2026-11-22T16:50:13.123Z'),
    pid: 42,
  });
  log.info(2, 'HTTP', { verb: 'GET', resp: 200, userAgent: undefined });
  log.info(3, 'too much');
  log.error('odd "one"', { err: 'a\nb' });
  expect(lines).toEqual([
    'I1122 16:50:13.123000      42] "HTTP" verb="GET" resp=200\n',
    'E1122 16:50:13.123000      42] "odd \\"one\\"" err="a\\nb"\n',
  ]);
});
