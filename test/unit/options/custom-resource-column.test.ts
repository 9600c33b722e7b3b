import { expect, it } from 'vitest';
import { absolutePath } from '../../../src/options/custom-resource/absolute-path.ts';
import { parseColumn } from '../../../src/options/custom-resource/column.ts';
import { parseScale } from '../../../src/options/custom-resource/scale.ts';

it.each([
  ['A:integer:.spec.a', { name: 'A', type: 'integer', jsonPath: '.spec.a', priority: 0 }],
  ['A:integer:spec.a:1', { name: 'A', type: 'integer', jsonPath: '.spec.a', priority: 1 }],
  ['Last Seen:date:{.status.t}', { name: 'Last Seen', type: 'date', jsonPath: '.status.t', priority: 0 }],
  [
    'R:string:.c[?(@.type=="a:b")].s:10',
    { name: 'R', type: 'string', jsonPath: '.c[?(@.type=="a:b")].s', priority: 10 },
  ],
  ['R:string:.l[0:2]', { name: 'R', type: 'string', jsonPath: '.l[0:2]', priority: 0 }],
])('reads the column %s', (source, value) => {
  expect(parseColumn(source)).toEqual({ ok: true, value });
});

it.each([
  ['A', 'it must be NAME:TYPE:JSONPATH', 'Replicas:integer:.spec.replicas'],
  ['A:.spec.a', 'it must be NAME:TYPE:JSONPATH', 'Replicas:integer:.spec.replicas'],
  ['A:int:.spec.a', "there is no column type 'int'", 'types: boolean'],
  ['A:strng:.spec.a', "there is no column type 'strng'", 'did you mean string?'],
])('refuses the column %s', (source, message, hint) => {
  const violation = {
    path: `--column '${source}'`,
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  };
  expect(parseColumn(source)).toEqual({ ok: false, violations: [violation] });
});

it.each([
  ['.spec.r:.status.r', { specReplicasPath: '.spec.r', statusReplicasPath: '.status.r' }],
  [
    'spec.r:status.r:status.s',
    { specReplicasPath: '.spec.r', statusReplicasPath: '.status.r', labelSelectorPath: '.status.s' },
  ],
])('reads the scale %s', (source, value) => {
  expect(parseScale(source)).toEqual({ ok: true, value });
});

it.each(['', '.spec.r', '.a:.b:.c:.d'])('refuses the scale %j', (source) => {
  expect(parseScale(source)).toMatchObject({ ok: false, violations: [{ path: '--scale' }] });
});

it.each([
  ['spec.a', '.spec.a'],
  ['.spec.a', '.spec.a'],
  ['{.spec.a}', '.spec.a'],
  ['', ''],
])('%j is %j from the root', (text, path) => {
  expect(absolutePath(text)).toBe(path);
});
