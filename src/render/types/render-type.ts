import { isJsonList, isJsonObject, type JsonValue } from '../../model/json-value.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { typescriptLiteral } from '../typescript-literal.ts';
import { docComment } from './doc-comment.ts';

const STEP = '  ';

/** How a type is written where it stands. */
export type TypeSite = {
  /** Blanks that its line begins with. */
  readonly indent: string;
  /** The name of the type of `metadata`, for embedded objects. */
  readonly objectMeta: string;
};

/**
 * Writes the type of the values of a schema.
 *
 * @returns TypeScript; the fields of an object each on a line of their own
 */
export function renderType(schema: Schema, site: TypeSite): string {
  const type = schema.enum === undefined ? typeByKeyword(schema, site) : enumType(schema.enum);
  return schema.nullable === true && !/(?:^|\| )null$/u.test(type) && type !== 'unknown'
    ? `${type} | null`
    : type;
}

/**
 * Writes the fields of an object between braces.
 *
 * @param schema of type object
 */
export function renderFields(schema: Schema, site: TypeSite): string {
  const inner = { ...site, indent: site.indent + STEP };
  const fields = fieldsOf(schema, inner);
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const lines = [...fields, ...(isOpen ? [`${inner.indent}[key: string]: unknown;\n`] : [])];
  return lines.length === 0 ? `{ [key: string]: never }` : `{\n${lines.join('')}${site.indent}}`;
}

/** @returns a property as TypeScript names it: in quotes where it is no identifier */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : typescriptLiteral(name);
}

function enumType(values: readonly JsonValue[]): string {
  const literals = values.map((value) =>
    isJsonList(value) || isJsonObject(value) ? 'unknown' : typescriptLiteral(value),
  );
  return literals.length === 0 ? 'never' : [...new Set(literals)].join(' | ');
}

function typeByKeyword(schema: Schema, site: TypeSite): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'number | string';
  switch (schema.type) {
    case 'array':
      return listType(schema.items ?? {}, site);
    case 'object':
      return objectType(schema, site);
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'string':
      return schema.type;
    default:
      return 'unknown';
  }
}

function listType(items: Schema, site: TypeSite): string {
  const item = renderType(items, site);
  return isUnion(items) ? `(${item})[]` : `${item}[]`;
}

function isUnion(schema: Schema): boolean {
  const several = schema.enum === undefined ? schema['x-kubernetes-int-or-string'] === true : true;
  return several || schema.nullable === true;
}

function objectType(schema: Schema, site: TypeSite): string {
  const { additionalProperties, properties } = schema;
  if (additionalProperties !== undefined && properties === undefined) {
    return `{ [key: string]: ${renderType(additionalProperties, site)} }`;
  }
  const isAny = schema['x-kubernetes-preserve-unknown-fields'] === true && properties === undefined;
  return isAny && schema['x-kubernetes-embedded-resource'] !== true
    ? '{ [key: string]: unknown }'
    : renderFields(schema, site);
}

function fieldsOf(schema: Schema, site: TypeSite): readonly string[] {
  const { properties = {}, required = [] } = schema;
  const embedded = schema['x-kubernetes-embedded-resource'] === true ? embeddedFields(schema, site) : [];
  const names = Object.keys(properties).filter((name) => embedded.length === 0 || !EMBEDDED.has(name));
  return [
    ...embedded,
    ...names.map((name) => {
      const field = properties[name] ?? {};
      const isRequired = required.includes(name);
      const type = renderType(field, site) + (isRequired ? '' : inheritedType(name));
      return `${docComment(field, site.indent)}${site.indent}${propertyName(name)}${isRequired ? '' : '?'}: ${type};\n`;
    }),
  ];
}

/** What an object without the field has under its name all the same: `constructor`, `toString`. */
function inheritedType(name: string): string {
  return Object.hasOwn(Object.prototype, name)
    ? ` | (typeof Object.prototype)[${typescriptLiteral(name)}]`
    : '';
}

const EMBEDDED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** What every Kubernetes object has, whatever the schema says of it. */
function embeddedFields({ required = [] }: Schema, { indent, objectMeta }: TypeSite): readonly string[] {
  const mark = required.includes('metadata') ? '' : '?';
  return [
    `${indent}apiVersion: string;\n`,
    `${indent}kind: string;\n`,
    `${indent}metadata${mark}: ${objectMeta};\n`,
  ];
}
