import type { Schema } from '../schema/schema.ts';
import { STRING_FORMAT_NAMES } from '../value/string-formats.ts';

const NUMERIC_FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** @returns whether the API server knows this format of this type, or of any where it says none; others draw a warning */
export function isKnownFormat(type: Schema['type'], format: string): boolean {
  if (type === 'string') return STRING_FORMAT_NAMES.includes(format);
  const names = type === undefined ? [STRING_FORMAT_NAMES, ...Object.values(NUMERIC_FORMATS)] : [];
  return [...names, NUMERIC_FORMATS[type ?? ''] ?? []].some((known) => known.includes(format));
}
