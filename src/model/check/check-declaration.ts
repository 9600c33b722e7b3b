import type { Problem } from '../../errors.ts';
import type { FieldDeclaration } from '../schema/field-declaration.ts';
import { outerSchemaOf } from '../schema/field-type.ts';
import { boundProblems } from './check-bounds.ts';
import { defaultProblems, valueKeywordProblems } from './check-value-keywords.ts';

/** @returns what is wrong with a declared scalar by itself, whatever other fields there are; nothing of other types */
export function checkDeclaration({ type, keywords }: FieldDeclaration): readonly Problem[] {
  const schema = { ...outerSchemaOf(type), ...keywords };
  return schema.type === 'array' || schema.type === 'object'
    ? []
    : [...boundProblems(schema), ...valueKeywordProblems(schema), ...defaultProblems(schema)];
}
