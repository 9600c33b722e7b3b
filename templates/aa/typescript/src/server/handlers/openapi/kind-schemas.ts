import type { KindDefinition } from '../../api/kind-definition.ts';
import { groupVersionKind, type OpenApiSchema } from './open-api-types.ts';
import { kindSchemaName, listSchemaName, metaPrefix } from './schema-names.ts';

const typeFields: OpenApiSchema = {
  apiVersion: { type: 'string', description: 'The group and version that this object is written in.' },
  kind: { type: 'string', description: 'The kind of this object, in CamelCase.' },
};

const metaRef = (name: string, description: string): OpenApiSchema => ({
  description,
  allOf: [{ $ref: `#/components/schemas/${metaPrefix}.${name}` }],
});

/** The schemas of a kind and of its list, by their names. */
export const kindSchemas = (kind: KindDefinition): Readonly<Record<string, OpenApiSchema>> => ({
  [kindSchemaName(kind)]: objectSchema(kind),
  [listSchemaName(kind)]: listSchema(kind),
});

const objectSchema = (kind: KindDefinition): OpenApiSchema => ({
  ...kind.schema,
  type: 'object',
  properties: {
    ...typeFields,
    metadata: metaRef('ObjectMeta', 'What every object says of itself.'),
    ...ownProperties(kind),
  },
  'x-kubernetes-group-version-kind': [groupVersionKind(kind)],
  ...selectableFields(kind),
});

/** What field selectors may name, for clients that offer them (KEP-4358). */
const selectableFields = ({ selectableFields: paths = [] }: KindDefinition): OpenApiSchema =>
  paths.length === 0
    ? {}
    : { 'x-kubernetes-selectable-fields': paths.map((path) => ({ fieldPath: path.replace(/^\./, '') })) };

/** The schema may name apiVersion, kind and metadata too, but what they are is not the kind's to say. */
const ownProperties = ({ schema }: KindDefinition): OpenApiSchema => {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...own } = schema.properties ?? {};
  return own;
};

const listSchema = (kind: KindDefinition): OpenApiSchema => ({
  description: `A list of ${kind.kind} objects.`,
  type: 'object',
  required: ['items'],
  properties: {
    ...typeFields,
    metadata: metaRef('ListMeta', 'What a list says of itself.'),
    items: {
      type: 'array',
      items: { $ref: `#/components/schemas/${kindSchemaName(kind)}` },
      description: `The ${kind.kind} objects.`,
    },
  },
  'x-kubernetes-group-version-kind': [{ group: kind.group, version: kind.version, kind: kind.listKind }],
  ...selectableFields(kind),
});
