import type { TSEntityName, TSType } from '@babel/types';

/** A reference to a named type. */
export type Reference = {
  /** Of `types.Port` the last part. */
  readonly name: string;
  /** Of `types.Port` the first part; empty for a plain name. */
  readonly space: string;
  readonly types: readonly TSType[];
};

/** @returns what a type reference names; an empty name for any other type */
export function referenceOf(type: TSType): Reference {
  if (type.type !== 'TSTypeReference') return { name: '', space: '', types: [] };
  return { ...entityName(type.typeName), types: type.typeParameters?.params ?? [] };
}

function entityName(entity: TSEntityName): Pick<Reference, 'name' | 'space'> {
  if (entity.type === 'Identifier') return { name: entity.name, space: '' };
  if (entity.type !== 'TSQualifiedName') return { name: '', space: '' };
  const { name } = entityName(entity.left);
  return { name: entity.right.name, space: name };
}
