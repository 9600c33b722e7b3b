import { expect, it } from 'vitest';
import { checkSchema } from '../../../src/model/check/check-schema.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';

const WRONG: Schema = { type: 'string', format: 'byte', default: 'string' };

it.each<readonly [what: string, field: Schema, paths: readonly string[]]>([
  ['a field', WRONG, ['schema.spec.a']],
  [
    'a field in an item',
    { type: 'array', items: { type: 'object', properties: { b: WRONG } } },
    ['schema.spec.a[].b'],
  ],
  ['a value of a map', { type: 'object', additionalProperties: WRONG }, []],
  [
    'a field in a value of a map',
    { type: 'object', additionalProperties: { type: 'object', properties: { b: WRONG } } },
    [],
  ],
])('the default of %s is checked where the API server checks it', (_, a, paths) => {
  const spec: Schema = { type: 'object', properties: { a } };
  const found = checkSchema({ type: 'object', properties: { spec } });
  expect(found.map(({ path }) => path)).toEqual(paths);
});
