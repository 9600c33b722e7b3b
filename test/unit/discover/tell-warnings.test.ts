import { expect, it } from 'vitest';
import { warningsOf } from '../../../src/discover/client/tell-warnings.ts';
import { DEMO, discoveryList, HEALTHY } from './answers.ts';
import { fakeApiServer } from './fake-api-server.ts';
import { discover } from './run-discover.ts';

it.each<readonly [value: string, texts: readonly string[]]>([
  ['299 - "old.example.com/v1 is deprecated"', ['old.example.com/v1 is deprecated']],
  ['299 - "a", 299 kx "b"', ['a', 'b']],
  ['299 - "a" "Mon, 23 Nov 2026 00:00:00 GMT", 299 - "b"', ['a', 'b']],
  [String.raw`299 - "say \"no\", \\ twice"`, [String.raw`say "no", \ twice`]],
  ['110 - "stale"', []],
  ['299 - ""', []],
  ['299 - "a\u001b[31m"', []],
  ['299 - unquoted', []],
  ['', []],
])('a header of %j warns of %j', (value, texts) => {
  expect(warningsOf([['Warning', value]])).toEqual(texts);
});

it('tells each warning once, on stderr, also where it is to be quiet', async () => {
  const headers = { Warning: '299 - "this server is old"' };
  const server = await fakeApiServer({ ...HEALTHY, '/apis': { ...discoveryList([DEMO]), headers } });
  const { stderr } = await discover(server, { quiet: true, output: 'wide' });
  expect(stderr).toBe('Warning: this server is old\n');
});
