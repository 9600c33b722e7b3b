import type { JsonObject } from '../model/json-value.ts';
import type { Program } from './program.ts';

/** @returns what a reference leads to; any other schema as it is, and nothing of what is still being read */
export function dereferenced(program: Program, schema: JsonObject): JsonObject {
  const { $ref } = schema;
  return typeof $ref === 'string' ? (program.definitions.get($ref.replace('#/$defs/', '')) ?? {}) : schema;
}
