import type { File, Statement } from '@babel/types';
import type { Notes } from '../model/source/notes.ts';
import type { SourceText } from '../model/source/read-sources.ts';
import { type Declaration, declarationOf } from './declaration.ts';

/** Where a name of another module is from. */
type Import = { readonly specifier: string; readonly imported: string };

/** What a TypeScript file declares, imports and exports. */
export type Module = {
  readonly name: string;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly imports: ReadonlyMap<string, Import>;
  /** What other modules see: a name declared or imported here, or one of another module. */
  readonly exports: ReadonlyMap<string, string | Import>;
  /** Modules whose exports are exported as well. */
  readonly exportedModules: readonly string[];
};

/** Reads the text of a module; undefined where it is no TypeScript, with a violation at its line. */
export type ParseModule = (source: SourceText, notes: Notes) => Module | undefined;

/** Loads the parser, which most runs of kx do not need. */
export async function loadParser(): Promise<ParseModule> {
  const { parseFile } = await import('./babel-parser.ts');
  return ({ name, text }, notes) => {
    try {
      const dts = /\.d\.[cm]?ts$/u.test(name);
      return moduleOf(
        name,
        parseFile(text, { sourceType: 'module', plugins: [['typescript', { dts }], 'decorators'] }),
      );
    } catch (error) {
      if (error instanceof RangeError) {
        notes.violations.push({ path: name, message: 'its types lie too deep in each other for kx' });
        return undefined;
      }
      if (!(error instanceof SyntaxError)) throw error;
      const [, message = error.message, line] = /^(.*?)\s*\((\d+):\d+\)$/su.exec(error.message) ?? [];
      const path = line === undefined ? name : `${name}:${line}`;
      notes.violations.push({ path, message: `it is no TypeScript that kx reads: ${message}` });
      return undefined;
    }
  };
}

type Draft = {
  readonly declarations: Map<string, Declaration>;
  readonly imports: Map<string, Import>;
  readonly exports: Map<string, string | Import>;
  readonly exportedModules: string[];
};

function moduleOf(name: string, file: File): Module {
  const draft: Draft = {
    declarations: new Map(),
    imports: new Map(),
    exports: new Map(),
    exportedModules: [],
  };
  for (const statement of file.program.body) addStatement(draft, statement);
  return { name, ...draft };
}

function addStatement(draft: Draft, statement: Statement): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      for (const each of statement.specifiers) {
        const imported =
          each.type === 'ImportSpecifier'
            ? nameOf(each.imported)
            : each.type === 'ImportDefaultSpecifier'
              ? 'default'
              : '*';
        draft.imports.set(each.local.name, { specifier: statement.source.value, imported });
      }
      return;
    case 'ExportAllDeclaration':
      draft.exportedModules.push(statement.source.value);
      return;
    case 'ExportNamedDeclaration':
      addExport(draft, statement);
      return;
    case 'ExportDefaultDeclaration':
      addDefault(draft, statement);
      return;
    default:
      addDeclaration(draft, statement, statement);
  }
}

function addExport(draft: Draft, statement: Extract<Statement, { type: 'ExportNamedDeclaration' }>): void {
  if (statement.declaration !== null && statement.declaration !== undefined) {
    for (const name of addDeclaration(draft, statement.declaration, statement)) draft.exports.set(name, name);
  }
  for (const each of statement.specifiers) {
    if (each.type !== 'ExportSpecifier') continue;
    const local = each.local.name;
    const source = statement.source?.value;
    draft.exports.set(
      nameOf(each.exported),
      source === undefined ? local : { specifier: source, imported: local },
    );
  }
}

function addDefault(draft: Draft, statement: Extract<Statement, { type: 'ExportDefaultDeclaration' }>): void {
  const { declaration } = statement;
  if (declaration.type === 'Identifier') draft.exports.set('default', declaration.name);
  for (const name of addDeclaration(draft, declaration, statement)) draft.exports.set('default', name);
}

/** @returns the names that were declared */
function addDeclaration(draft: Draft, statement: unknown, commented: Statement): readonly string[] {
  const declarations = declarationOf(statement, commented);
  for (const declaration of declarations) {
    const { name } = declaration;
    const first = draft.declarations.get(name);
    const both = first?.kind === 'object' && declaration.kind === 'object';
    draft.declarations.set(name, both ? { ...first, merged: [...first.merged, declaration] } : declaration);
  }
  return declarations.map(({ name }) => name);
}

function nameOf(
  node:
    | { readonly type: 'Identifier'; readonly name: string }
    | { readonly type: 'StringLiteral'; readonly value: string },
): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
