import type { Problem, Violation } from '../../errors.ts';
import { addDeclaration } from './add-declaration.ts';
import type { FieldDeclaration } from './field-declaration.ts';
import { emptyNode, type FieldNode } from './field-node.ts';
import { outerSchemaOf } from './field-type.ts';
import type { Schema } from './schema.ts';

const ANY_OBJECT: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** What belongs to every Kubernetes object and is not declared as a field. */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Puts declared fields together into the schema of a whole object.
 *
 * Parents that are only named in paths become objects, lists and maps. `spec` is required when a field of it is,
 * unless it is declared itself. Without any field `spec` takes every field, and so does an undeclared `status`
 * where the subresource is on: nothing that is written to it would be kept otherwise.
 *
 * @param declarations in the order given, which is the order of the properties
 * @param status whether the status subresource is on
 * @returns the schema, and violations at `fields[index]` for declarations that do not fit; those are left out of it
 */
export function buildSchema(
  declarations: readonly FieldDeclaration[],
  status: boolean,
): { readonly schema: Schema; readonly violations: readonly Violation[] } {
  const root = emptyNode('');
  root.implied = 'object';
  const violations: Violation[] = [];
  for (const [index, declaration] of declarations.entries()) {
    const problem = rootProblem(declaration) ?? addDeclaration(root, declaration);
    if (problem !== undefined) {
      violations.push({ path: `fields[${index}]`, ...problem });
    }
  }
  return { schema: rootSchema(root, status), violations };
}

function rootProblem({ path }: FieldDeclaration): Problem | undefined {
  const [first] = path;
  return first?.kind === 'property' && SERVER_FIELDS.has(first.name)
    ? {
        message: `${first.name} belongs to every Kubernetes object and is not declared as a field`,
        hint: 'fields start with spec. or status.',
      }
    : undefined;
}

function rootSchema(root: FieldNode, status: boolean): Schema {
  const { properties = {}, required = [] } = schemaOf(root);
  const spec = root.properties.get('spec');
  const specRequired = spec !== undefined && spec.declaration === undefined && requiredOf(spec).length > 0;
  const declared = Object.keys(properties).some((name) => name !== 'status');
  const allRequired = specRequired ? ['spec', ...required] : required;
  return {
    type: 'object',
    properties: {
      ...(declared ? {} : { spec: ANY_OBJECT }),
      ...properties,
      ...(status && !root.properties.has('status') ? { status: ANY_OBJECT } : {}),
    },
    ...(allRequired.length === 0 ? {} : { required: allRequired }),
  };
}

function schemaOf(node: FieldNode): Schema {
  const own = { ...ownSchemaOf(node), ...node.declaration?.keywords };
  const unknownKept = own['x-kubernetes-embedded-resource'] === true && node.properties.size === 0;
  return {
    ...own,
    ...elementPartOf(node, own),
    ...objectPartsOf(node),
    ...(unknownKept ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
  };
}

function elementPartOf(node: FieldNode, own: Schema): Schema {
  if (node.element === undefined) return {};
  const element = schemaOf(node.element);
  return own.type === 'array' ? { items: element } : { additionalProperties: element };
}

function ownSchemaOf(node: FieldNode): Schema {
  if (node.type !== undefined) return outerSchemaOf(node.type);
  return node.implied === 'list' ? { type: 'array' } : { type: 'object' };
}

function objectPartsOf(node: FieldNode): Schema {
  if (node.properties.size === 0) return {};
  const required = requiredOf(node);
  return {
    properties: Object.fromEntries([...node.properties].map(([name, child]) => [name, schemaOf(child)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function requiredOf(node: FieldNode): readonly string[] {
  return [...node.properties]
    .filter(([, child]) => child.declaration?.required === true)
    .map(([name]) => name);
}
