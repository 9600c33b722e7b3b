import type { FieldDeclaration } from '../schema/field-declaration.ts';
import { outerSchemaOf } from '../schema/field-type.ts';
import { boundProblems } from './check-bounds.ts';
import { valueKeywordProblems } from './check-value-keywords.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** @returns what is wrong with a declared scalar by itself, whatever other fields there are; nothing of other types */
export function checkDeclaration({ type, keywords }: FieldDeclaration): readonly SchemaProblem[] {
  const schema = { ...outerSchemaOf(type), ...keywords };
  return schema.type === 'array' || schema.type === 'object'
    ? []
    : [...boundProblems(schema), ...valueKeywordProblems(schema)];
}
