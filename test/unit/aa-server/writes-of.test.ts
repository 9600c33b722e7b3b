import { expect, it } from 'vitest';
import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import type { JsonValue } from '../../../templates/aa/typescript/src/server/api/json.ts';
import { writerOf, writesOf } from '../../../templates/aa/typescript/src/server/connect/writes-of.ts';

const entry = (manager: string, second: number, field = 'f:a', more = {}) => ({
  manager,
  operation: 'Update',
  time: `2026-01-01T00:00:0${second}Z`,
  fieldsV1: { [field]: {} },
  ...more,
});

const object = (...managedFields: readonly JsonValue[]): ApiObject => ({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'Widget',
  metadata: { name: 'w1', managedFields },
});

it('writes come in the order of their times, with their subresource', () => {
  const seen = writesOf(
    object(entry('b', 2, 'f:a', { subresource: 'status' }), entry('a', 1), 'odd', { time: 'x' }),
  );
  expect(seen).toEqual([
    { time: new Date('2026-01-01T00:00:01Z'), manager: 'a', operation: 'Update' },
    { time: new Date('2026-01-01T00:00:02Z'), manager: 'b', operation: 'Update status' },
  ]);
});

it.each<[string, ApiObject, ApiObject, string]>([
  ['a new writer', object(entry('z', 1)), object(entry('a', 1), entry('z', 1)), 'a'],
  ['one who wrote again', object(entry('a', 1), entry('z', 2)), object(entry('a', 3), entry('z', 2)), 'a'],
  ['one who took a field', object(entry('z', 1)), object(entry('a', 2), entry('z', 1, 'f:b')), 'a'],
  ['one who wrote the same in the same second', object(entry('a', 1)), object(entry('a', 1)), 'a'],
  ['nobody who left a trace', object(), object(), 'somebody'],
])('the writer is %s', (_, before, after, writer) => {
  expect(writerOf(after, before)).toBe(writer);
});
