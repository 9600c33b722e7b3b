import type { Declaration } from './declaration.ts';
import type { Module } from './parse-module.ts';
import type { Program } from './program.ts';

/** A declaration and the module that it is in. */
export type Found = { readonly declaration: Declaration; readonly module: Module };

/**
 * Finds what a name stands for in a module, also where it is imported by a relative path.
 *
 * @returns undefined for names that are not declared: of packages, of the language itself
 */
export function findDeclaration(program: Program, module: Module, name: string): Found | undefined {
  const declaration = module.declarations.get(name);
  if (declaration !== undefined) return { declaration, module };
  const imported = module.imports.get(name);
  if (imported === undefined) return undefined;
  const other = importedModule(program, module, imported.specifier);
  return other === undefined
    ? undefined
    : findExport(program, other, { name: imported.imported, seen: new Set() });
}

/** Finds `Name` of `import * as types from './types'` in `types.Name`. */
export function findQualified(
  program: Program,
  module: Module,
  [space, name]: readonly [string, string],
): Found | undefined {
  const imported = module.imports.get(space);
  const other = imported?.imported === '*' ? importedModule(program, module, imported.specifier) : undefined;
  return other === undefined ? undefined : findExport(program, other, { name, seen: new Set() });
}

type Wanted = { readonly name: string; readonly seen: Set<string> };

function findExport(program: Program, module: Module, { name, seen }: Wanted): Found | undefined {
  const key = `${module.name} ${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const exported = module.exports.get(name);
  if (typeof exported === 'string') return findDeclaration(program, module, exported);
  if (exported !== undefined) {
    const other = importedModule(program, module, exported.specifier);
    return other === undefined ? undefined : findExport(program, other, { name: exported.imported, seen });
  }
  for (const specifier of module.exportedModules) {
    const other = importedModule(program, module, specifier);
    const found = other === undefined ? undefined : findExport(program, other, { name, seen });
    if (found !== undefined) return found;
  }
  // Declaration files may leave out the word export.
  const declaration = module.declarations.get(name);
  return declaration === undefined ? undefined : { declaration, module };
}

/** Reads a module that another one imports; packages are not followed. */
function importedModule(program: Program, from: Module, specifier: string): Module | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const source = program.resolveImport(from.name, specifier);
  if (source === undefined) {
    const message = `it imports ${specifier}, and there is no such file`;
    if (!program.notes.violations.some((each) => each.path === from.name && each.message === message)) {
      program.notes.violations.push({ path: from.name, message });
    }
    return undefined;
  }
  if (!program.modules.has(source.name)) {
    program.modules.set(source.name, program.parse(source, program.notes));
  }
  return program.modules.get(source.name);
}
