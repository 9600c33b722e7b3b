import { fromJsonSchema } from '../model/from-schema/from-json-schema.ts';
import type { JsonObject } from '../model/json-value.ts';
import { nearestHint } from '../model/nearest.ts';
import type { DescribedResource } from '../model/source/described-resource.ts';
import { emptyNotes, type Notes } from '../model/source/notes.ts';
import type { ResolveImport, SourceText } from '../model/source/read-sources.ts';
import type { Declaration } from './declaration.ts';
import { membersOf } from './members-of.ts';
import { objectSchema } from './object-schema.ts';
import { loadParser, type Module } from './parse-module.ts';
import { positionOf } from './position-of.ts';
import { type Members, type Program, type Scope, TypesTooDeepError } from './program.ts';
import { withResourceTags } from './resource-tags.ts';
import { schemaOf } from './schema-of.ts';
import { tagKeywords } from './tag-keywords.ts';

/**
 * Reads an interface, type alias or class of a TypeScript file as the description of a resource. JSDoc tags are its
 * constraints, comments its descriptions; relative imports are followed, packages are not.
 *
 * @param input its fragment names the type; without one the only exported type with a `spec` is taken
 * @returns undefined where it could not be read; the violations and warnings of `notes` say where and why
 */
export async function fromTypeScript(
  input: SourceText,
  resolveImport: ResolveImport,
  notes: Notes,
): Promise<DescribedResource | undefined> {
  const before = notes.violations.length;
  const parse = await loadParser();
  const module = parse(input, notes);
  if (module === undefined) return undefined;
  const program = programOf({ parse, resolveImport, notes, modules: new Map([[input.name, module]]) });
  try {
    const root = findRoot(program, module, input.fragment);
    const resource = root === undefined ? undefined : describe(program, root, module);
    return notes.violations.length > before ? undefined : resource;
  } catch (error) {
    if (!(error instanceof TypesTooDeepError)) throw error;
    notes.violations.push({ path: error.at, message: error.message });
    return undefined;
  }
}

function programOf(parts: Pick<Program, 'parse' | 'resolveImport' | 'notes' | 'modules'>): Program {
  const program: Program = {
    ...parts,
    names: new Map(),
    definitions: new Map(),
    underWay: new Map(),
    depth: 0,
    schemaOf: (type, scope) => schemaOf(program, type, scope),
    membersOf: (type, scope) => membersOf(program, type, scope),
  };
  return program;
}

type TypeDeclaration = Extract<Declaration, { kind: 'alias' | 'object' }>;

function findRoot(
  program: Program,
  module: Module,
  fragment: string | undefined,
): TypeDeclaration | undefined {
  const types = [...module.declarations.values()].filter(isType);
  if (fragment !== undefined && fragment !== '') {
    const found = types.find(({ name }) => name === fragment);
    if (found !== undefined) return found;
    const names = types.map(({ name }) => name);
    const hint =
      nearestHint(fragment, names) ?? (names.length === 0 ? undefined : `types: ${names.join(', ')}`);
    program.notes.violations.push({ path: module.name, message: `it has no type '${fragment}'`, hint });
    return undefined;
  }
  const exported = new Set([...module.exports.values()].filter((name) => typeof name === 'string'));
  const roots = types.filter((type) => exported.has(type.name) && hasSpec(program, type, module));
  const [only, second] = roots;
  if (only !== undefined && second === undefined) return only;
  const found =
    roots.length === 0
      ? 'no exported type of it has a spec'
      : `several exported types have a spec: ${roots.map(({ name }) => name).join(', ')}`;
  program.notes.violations.push({
    path: module.name,
    message: `which type is the resource is not said, and ${found}`,
    hint: `${module.name}#TYPE`,
  });
  return undefined;
}

function isType(declaration: Declaration): declaration is TypeDeclaration {
  return (
    (declaration.kind === 'object' || declaration.kind === 'alias') && declaration.parameters.length === 0
  );
}

/** Looks without leaving warnings of types that may not be meant. */
function hasSpec(program: Program, type: TypeDeclaration, module: Module): boolean {
  const scratch = programOf({ ...program, notes: emptyNotes() });
  return rootMembers(scratch, type, module)?.properties.has('spec') === true;
}

function rootMembers(program: Program, { name }: TypeDeclaration, module: Module): Members | undefined {
  const scope: Scope = { module, parameters: new Map() };
  return program.membersOf({ type: 'TSTypeReference', typeName: { type: 'Identifier', name } }, scope);
}

function describe(program: Program, root: TypeDeclaration, module: Module): DescribedResource | undefined {
  const at = `${module.name}:${root.line}`;
  const members = rootMembers(program, root, module);
  const schema =
    members === undefined ? namedSchema(program, root, module) : objectSchema(withoutMetadata(members), at);
  const { documentation, name } = root;
  const keywords = tagKeywords(documentation, {
    name,
    textual: false,
    warn: () => undefined,
    refuse: () => undefined,
  });
  const kind = members?.properties.has('spec') === true ? name : name.replace(/Spec$/u, '');
  const document: JsonObject = {
    ...schema,
    ...keywords,
    title: kind,
    $defs: Object.fromEntries(program.definitions),
    'x-kx-at': at,
  };
  const resource = fromJsonSchema({ document, source: module.name, positioned: true, notes: program.notes });
  return resource === undefined
    ? undefined
    : {
        ...withResourceTags(resource, documentation, { at, notes: program.notes }),
        positionOf: positionOf(document),
      };
}

function namedSchema(program: Program, { name }: TypeDeclaration, module: Module): JsonObject {
  return program.schemaOf(
    { type: 'TSTypeReference', typeName: { type: 'Identifier', name } },
    { module, parameters: new Map() },
  );
}

/** The API server knows the metadata of every object; its type is mostly one of a package. */
function withoutMetadata({ properties, index }: Members): Members {
  return { properties: new Map([...properties].filter(([name]) => name !== 'metadata')), index };
}
