import type { StructuralSchema } from '../api/structural-schema.ts';
import { compilePattern } from './compile-pattern.ts';

/** Fails with a sentence when a schema holds a pattern that this server cannot check; so it comes out at start. */
export const checkSchema = (schema: StructuralSchema): void => {
  if (schema.pattern !== undefined) compilePattern(schema.pattern);
  for (const child of childrenOf(schema)) checkSchema(child);
};

const childrenOf = (schema: StructuralSchema): readonly StructuralSchema[] => [
  ...Object.values(schema.properties ?? {}),
  ...(schema.items === undefined ? [] : [schema.items]),
  ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ...(schema.allOf ?? []),
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
  ...(schema.not === undefined ? [] : [schema.not]),
];
