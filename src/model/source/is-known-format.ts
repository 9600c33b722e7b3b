import type { Schema } from '../schema/schema.ts';
import { STRING_FORMAT_NAMES } from '../value/string-formats.ts';

const NUMERIC_FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** @returns whether the API server checks this format of this type; it ignores others with a warning */
export function isKnownFormat(type: Schema['type'], format: string): boolean {
  if (type === 'string') return STRING_FORMAT_NAMES.includes(format);
  return NUMERIC_FORMATS[type ?? '']?.includes(format) === true;
}
