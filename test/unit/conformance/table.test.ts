import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CHECKS } from '../../conformance/all-checks.ts';
import { SERVERS } from '../../conformance/servers/all-servers.ts';
import { renderSummary } from '../../conformance/table/render-summary.ts';
import { renderTable } from '../../conformance/table/render-table.ts';
import { UNTRIED } from '../../conformance/untried.ts';

const ROWS = [...CHECKS, ...UNTRIED];

/** What is written between a file's marks. Written anew by `npm run conformance`. */
const GENERATED = [
  ['README.md', renderSummary],
  ['CONFORMANCE.md', renderTable],
] as const;

const MARKED = /(?<begin><!-- written by npm run conformance -->\n)[\s\S]*(?<end>\n<!-- up to here -->\n)/;

it.each(GENERATED)('%s has the table of checks as it comes out', (name, render) => {
  const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(MARKED);
  const table = render(ROWS, SERVERS);
  const expected = text.replace(MARKED, (_, begin, end) => `${begin}\n${table}\n${end}`);
  if (process.env['KX_CONFORMANCE'] === 'write') writeFileSync(file, expected);
  expect(readFileSync(file, 'utf8'), 'npm run conformance writes it').toBe(expected);
});

it('has each of 120 numbers once', () => {
  const ids = ROWS.map(({ id }) => id).sort((a, b) => a - b);
  expect(ids).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
});

it.each(SERVERS)('what $title is said to fail are checks', ({ fails }) => {
  const ids = new Set(CHECKS.map(({ id }) => id));
  const named = [...fails.direct.keys(), ...fails.aggregated.keys()];
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
