import type { ResourceNames } from '../../model/custom-resource.ts';
import { PLAIN_TYPES } from '../../model/schema/field-type.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { goFieldForm } from './go-field-form.ts';
import { type GoScope, goFieldName, goScope, goTypeName } from './go-name.ts';
import type { GoEnum, GoField, GoKind, GoStruct, GoType } from './go-type.ts';

type Declared = { readonly structs: GoStruct[]; readonly enums: GoEnum[]; readonly scope: GoScope };

/** Where a type stands: what it is called, and what its values say of it. */
type Site = { readonly name: string; readonly schema: Schema; readonly declared: Declared };

/**
 * Makes the types of one version of a kind: a struct for each object with fields, a type of strings for each enum of
 * strings. Objects that keep unknown fields are kept as they came, since a struct would lose those.
 *
 * @param scope of the package that the types are in
 */
export function goTypesOf(names: ResourceNames, schema: Schema, scope: GoScope): GoKind {
  const object = scope(goTypeName(names.kind));
  const list = scope(goTypeName(names.listKind));
  const declared: Declared = { structs: [], enums: [], scope };
  const description =
    schema.description ?? schema.title ?? `${object} is an object of the kind ${names.kind}.`;
  const fields = rootFields({ name: object, schema, declared });
  return {
    kind: names.kind,
    listKind: names.listKind,
    object: { name: object, description, fields },
    list: { name: list, description: `${list} is a list of objects of the kind ${names.kind}.`, fields: [] },
    structs: declared.structs,
    enums: declared.enums,
  };
}

/** What every object has by its embedded types, and what they must not be hidden by. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

const INHERITED = (
  'TypeMeta ObjectMeta DeepCopy DeepCopyInto DeepCopyObject GetObjectKind GetObjectMeta OpenAPIModelName ' +
  [
    'Annotations',
    'CreationTimestamp',
    'DeletionGracePeriodSeconds',
    'DeletionTimestamp',
    'Finalizers',
    'GenerateName',
    'Generation',
    'Labels',
    'ManagedFields',
    'Name',
    'Namespace',
    'OwnerReferences',
    'ResourceVersion',
    'SelfLink',
    'UID',
  ]
    .map((name) => `Get${name} Set${name}`)
    .join(' ')
).split(' ');

/** Parts that are structs are always there, so that `widget.Spec.Size` reads well and defaults find their place. */
function rootFields(site: Site): readonly GoField[] {
  const { schema } = site;
  const scope = goScope(INHERITED);
  return writable(schema)
    .filter(([name]) => !IDENTITY.has(name))
    .map(([name, property]) => {
      const field = fieldOf({ ...site, schema: property }, name, {
        scope,
        required: isRequired(schema, name),
      });
      const { type } = field;
      return type.form === 'pointer' && type.to.form === 'struct'
        ? { ...field, type: type.to, tag: `${name},omitzero` }
        : field;
    });
}

function fieldOf(
  { name: owner, schema, declared }: Site,
  property: string,
  { scope, required }: { readonly scope: GoScope; readonly required: boolean },
): GoField {
  const name = scope(goFieldName(property));
  const held = goFieldForm(
    typeOf({ name: owner + goFieldName(property), schema, declared }),
    schema,
    required,
  );
  const description = schema.description ?? schema.title ?? '';
  return { name, type: held.type, tag: `${property},${held.option}`, description };
}

function typeOf(site: Site): GoType {
  const { schema } = site;
  if (schema['x-kubernetes-int-or-string'] === true) {
    const isQuantity = schema.pattern === PLAIN_TYPES.quantity.pattern;
    return { form: 'foreign', of: isQuantity ? 'quantity' : 'intOrString' };
  }
  switch (schema.type) {
    case 'array':
      return {
        form: 'list',
        of: elementOf({ ...site, name: `${site.name}Item`, schema: schema.items ?? {} }),
      };
    case 'object':
      return objectType(site);
    case 'string':
      return stringType(site);
    case 'integer':
      return { form: 'plain', name: schema.format === 'int32' ? 'int32' : 'int64' };
    case 'number':
      return { form: 'plain', name: schema.format === 'float' ? 'float32' : 'float64' };
    case 'boolean':
      return { form: 'plain', name: 'bool' };
    default:
      return { form: 'foreign', of: 'raw' };
  }
}

/** A list or a map has null where its element may be null; what is no reference needs a pointer for it. */
function elementOf(site: Site): GoType {
  const type = typeOf(site);
  const isReference =
    ['list', 'map', 'bytes'].includes(type.form) || (type.form === 'foreign' && type.of === 'raw');
  return site.schema.nullable === true && !isReference ? { form: 'pointer', to: type } : type;
}

function objectType(site: Site): GoType {
  const { name, schema, declared } = site;
  const { additionalProperties, properties } = schema;
  if (properties === undefined && additionalProperties !== undefined) {
    return { form: 'map', of: elementOf({ ...site, name: `${name}Value`, schema: additionalProperties }) };
  }
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true;
  const isNamed = Object.keys(properties ?? {}).length === writable(schema).length;
  if (isOpen || !isNamed) return { form: 'foreign', of: 'raw' };
  return structType(site, declared);
}

/** The struct is declared before those of its fields. */
function structType({ name: wanted, schema }: Site, declared: Declared): GoType {
  const name = declared.scope(wanted);
  const at = declared.structs.length;
  declared.structs.push({ name, description: '', fields: [] });
  const scope = goScope(['DeepCopy', 'DeepCopyInto']);
  const fields = writable(schema).map(([property, each]) => {
    const required = isRequired(schema, property);
    return fieldOf({ name, schema: each, declared }, property, { scope, required });
  });
  declared.structs[at] = { name, description: schema.description ?? schema.title ?? '', fields };
  return { form: 'struct', name };
}

function stringType({ name: wanted, schema, declared }: Site): GoType {
  if (schema.format === 'date-time') return { form: 'foreign', of: 'time' };
  if (schema.format === 'byte') return { form: 'bytes' };
  const values = (schema.enum ?? []).filter((value) => typeof value === 'string');
  if (values.length === 0) return { form: 'plain', name: 'string' };
  const name = declared.scope(wanted);
  declared.enums.push({
    name,
    description: schema.description ?? schema.title ?? '',
    values: [...new Set(values)].map((value) => ({
      name: declared.scope(name + (value === '' ? 'Empty' : goFieldName(value))),
      value,
    })),
  });
  return { form: 'plain', name };
}

/** The properties whose names a tag can have. @see isValidTag of encoding/json */
function writable({ properties = {} }: Schema): readonly (readonly [name: string, schema: Schema])[] {
  return Object.entries(properties).filter(([name]) =>
    /^[\p{L}\p{Nd}!#$%&()*+\-./:;<=>?@[\]^_{|}~ ]+$/u.test(name),
  );
}

function isRequired({ required = [] }: Schema, name: string): boolean {
  return required.includes(name);
}
