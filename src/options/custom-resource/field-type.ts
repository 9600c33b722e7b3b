import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import { type FieldType, isPlainTypeName, PLAIN_TYPES } from '../../model/schema/field-type.ts';
import { DEEPEST } from './deepest.ts';

const TYPE_NAMES = Object.keys(PLAIN_TYPES);

/** What wraps another type. */
const WRAPPER = /map<|\[\]/gu;

/**
 * Reads a type of the field language: `int32`, `string[]`, `map<quantity>`, `map<string[]>`.
 *
 * @returns the type, or one violation (whose path is empty) with the nearest type
 */
export function parseFieldType(text: string): Checked<FieldType> {
  const depth = text.match(WRAPPER)?.length ?? 0;
  return depth > DEEPEST
    ? invalid([{ path: '', message: `the type is ${depth} levels deep; kx takes ${DEEPEST} at most` }])
    : readType(text);
}

function readType(text: string): Checked<FieldType> {
  const list = /^(.*)\[\]$/su.exec(text);
  if (list !== null) return wrap('list', list[1] ?? '');
  const map = /^map<(.*)>$/su.exec(text);
  if (map !== null) return wrap('map', map[1] ?? '');
  return isPlainTypeName(text) ? valid({ kind: 'plain', name: text }) : invalid([unknownType(text)]);
}

function wrap(kind: 'list' | 'map', inner: string): Checked<FieldType> {
  const of = readType(inner);
  return of.ok ? valid({ kind, of: of.value }) : of;
}

function unknownType(text: string): Violation {
  const message = text === '' ? 'the type is missing' : `there is no type '${text}'`;
  return {
    path: '',
    message,
    hint: nearestHint(text, TYPE_NAMES) ?? `types: ${TYPE_NAMES.join(', ')}, T[], map<T>`,
  };
}
