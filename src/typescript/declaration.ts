import type {
  ClassBody,
  Expression,
  Node,
  Statement,
  TSEnumDeclaration,
  TSExpressionWithTypeArguments,
  TSInterfaceDeclaration,
  TSType,
  TSTypeAliasDeclaration,
  TSTypeElement,
  TSTypeParameterDeclaration,
} from '@babel/types';
import { type Documentation, documentationOf } from './documentation.ts';

type Named = {
  readonly name: string;
  readonly line: number;
  readonly documentation: Documentation;
};

/** A type parameter and what it is where no argument is given. */
export type Parameter = { readonly name: string; readonly fallback: TSType | undefined };

/** A type that another one extends, with its arguments. */
type Parent = { readonly name: string; readonly arguments: readonly TSType[]; readonly line: number };

/** An interface or class. */
export type ObjectDeclaration = Named & {
  readonly kind: 'object';
  readonly parameters: readonly Parameter[];
  readonly parents: readonly Parent[];
  readonly elements: readonly (TSTypeElement | ClassBody['body'][number])[];
  /** Further declarations of an interface of the same name. */
  readonly merged: readonly ObjectDeclaration[];
};

/** What a module declares that types can name. */
export type Declaration =
  | ObjectDeclaration
  | (Named & { readonly kind: 'alias'; readonly parameters: readonly Parameter[]; readonly type: TSType })
  | (Named & { readonly kind: 'enum'; readonly members: TSEnumDeclaration['members'] })
  | (Named & { readonly kind: 'constant'; readonly value: Expression });

/** @returns what a statement declares; nothing for statements that declare no types or constants */
export function declarationOf(statement: unknown, commented: Statement): readonly Declaration[] {
  if (!isStatement(statement)) return [];
  const line = statement.loc?.start.line ?? 0;
  const documentation = documentationOf([
    ...(commented.leadingComments ?? []),
    ...(statement === commented ? [] : (statement.leadingComments ?? [])),
  ]);
  const named = (name: string): Named => ({ name, line, documentation });
  switch (statement.type) {
    case 'TSInterfaceDeclaration':
      return [interfaceOf(statement, named(statement.id.name))];
    case 'TSTypeAliasDeclaration':
      return [aliasOf(statement, named(statement.id.name))];
    case 'TSEnumDeclaration':
      return [{ ...named(statement.id.name), kind: 'enum', members: statement.members }];
    case 'ClassDeclaration':
      return classOf(statement, named);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id, init }): Declaration[] =>
        id.type === 'Identifier' && init ? [{ ...named(id.name), kind: 'constant', value: init }] : [],
      );
    default:
      return [];
  }
}

function isStatement(node: unknown): node is Statement {
  return typeof node === 'object' && node !== null && 'type' in node;
}

function interfaceOf(node: TSInterfaceDeclaration, named: Named): ObjectDeclaration {
  return {
    ...named,
    kind: 'object',
    parameters: parametersOf(node.typeParameters),
    parents: (node.extends ?? []).flatMap(parentOf),
    elements: node.body.body,
    merged: [],
  };
}

function aliasOf(node: TSTypeAliasDeclaration, named: Named): Declaration {
  return {
    ...named,
    kind: 'alias',
    parameters: parametersOf(node.typeParameters),
    type: node.typeAnnotation,
  };
}

function classOf(
  node: Extract<Statement, { type: 'ClassDeclaration' }>,
  named: (name: string) => Named,
): readonly Declaration[] {
  if (!node.id) return [];
  const { superClass } = node;
  const line = superClass?.loc?.start.line ?? 0;
  const parents = superClass?.type === 'Identifier' ? [{ name: superClass.name, arguments: [], line }] : [];
  return [
    { ...named(node.id.name), kind: 'object', parameters: [], parents, elements: node.body.body, merged: [] },
  ];
}

function parentOf(node: TSExpressionWithTypeArguments | Node): readonly Parent[] {
  if (node.type !== 'TSExpressionWithTypeArguments') return [];
  const { expression } = node;
  const parameters = 'typeParameters' in node ? node.typeParameters : undefined;
  const name =
    expression.type === 'Identifier'
      ? expression.name
      : expression.type === 'TSQualifiedName'
        ? expression.right.name
        : '';
  return [{ name, arguments: parameters?.params ?? [], line: node.loc?.start.line ?? 0 }];
}

function parametersOf(node: TSTypeParameterDeclaration | null | undefined): readonly Parameter[] {
  return (node?.params ?? []).map(({ name, default: fallback }) => ({
    name,
    fallback: fallback ?? undefined,
  }));
}
