import { FOREIGN_TYPES, type GoKind, type GoType } from './go-type.ts';

/**
 * @param kind types that a file declares
 * @returns what the file imports for its fields, as `goImportLines` takes it
 */
export function goTypeImports({ object, structs }: GoKind): readonly string[] {
  return [object, ...structs].flatMap(({ fields }) => fields.flatMap(({ type }) => importsOf(type)));
}

function importsOf(type: GoType): readonly string[] {
  switch (type.form) {
    case 'foreign':
      return [FOREIGN_TYPES[type.of].imports];
    case 'pointer':
      return importsOf(type.to);
    case 'list':
    case 'map':
      return importsOf(type.of);
    default:
      return [];
  }
}

/**
 * Writes an import declaration as gofmt sorts it: those of the standard library, and after a blank line the others.
 *
 * @param imports paths, each after the name that it is imported by where that is another; any may be there twice
 * @returns `import (…)` with its line breaks, nothing where there is none
 */
export function goImportDeclaration(imports: Iterable<string>): string {
  const all = [...new Set(imports)].map(importSpec).sort((a, b) => (a.path < b.path ? -1 : 1));
  const isStandard = ({ path }: ImportSpec) => !path.split('/')[0]?.includes('.');
  const groups = [all.filter(isStandard), all.filter((spec) => !isStandard(spec))];
  const written = groups
    .filter(({ length }) => length > 0)
    .map((specs) => specs.map(({ line }) => line).join(''));
  return written.length === 0 ? '' : `import (\n${written.join('\n')})\n`;
}

type ImportSpec = { readonly path: string; readonly line: string };

function importSpec(text: string): ImportSpec {
  const [first = '', second] = text.split(' ');
  const path = second ?? first;
  return { path, line: `\t${second === undefined ? '' : `${first} `}"${path}"\n` };
}
