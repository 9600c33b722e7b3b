import type { CustomResource, CustomResourceVersion } from '../../model/custom-resource.ts';
import { fileStem } from '../../model/file-stem.ts';
import type { Schema } from '../../model/schema/schema.ts';
import type { FileSet } from '../file-set.ts';
import { typescriptLiteral } from '../typescript-literal.ts';
import { commentOf, docComment } from './doc-comment.ts';
import { metaTypes } from './meta-types.ts';
import { propertyName, renderFields, renderType } from './render-type.ts';
import { namedParts, type TypeNames, typeNames } from './type-names.ts';

/**
 * Renders the TypeScript types of a resource, a file for each version that is served or stored; each stands alone.
 *
 * @returns `types/cron-tab.ts` for the storage version, `types/cron-tab-v1beta1.ts` for the others
 */
export function renderTypesFiles(resource: CustomResource): FileSet {
  return resource.versions.map((version) => ({
    path: typesPath(resource, version),
    text: renderTypes(resource, version),
    mode: 0o644,
  }));
}

/** @returns where the types of a version are */
function typesPath({ names }: CustomResource, { name, storage }: CustomResourceVersion): string {
  return `types/${fileStem(names.kind)}${storage ? '' : `-${name}`}.ts`;
}

function renderTypes(resource: CustomResource, version: CustomResourceVersion): string {
  const names = typeNames(resource.names, namedParts(version.schema));
  const parts = [...names.parts].map(([part, type]) => {
    const schema = version.schema.properties?.[part] ?? {};
    const fields = renderFields(schema, { indent: '', objectMeta: names.objectMeta });
    return `${docComment(schema, '')}export interface ${type} ${fields}\n`;
  });
  return [
    objectType(resource, version, names),
    ...parts,
    listType(resource, version, names),
    metaTypes(names),
  ].join('\n');
}

function objectType(resource: CustomResource, version: CustomResourceVersion, names: TypeNames): string {
  const { group, names: called } = resource;
  const { schema, status, deprecated, deprecationWarning } = version;
  const described = schema.description === undefined ? [] : schema.description.trim().split(/\r\n|[\n\r]/u);
  const warning = deprecated
    ? [`@deprecated ${deprecationWarning ?? `${group}/${version.name} is deprecated`}`]
    : [];
  const header = described.length === 0 ? [`${called.kind} of ${group}/${version.name}.`] : described;
  const fields = Object.entries(schema.properties ?? {})
    .filter(([name]) => !['apiVersion', 'kind', 'metadata'].includes(name))
    .map(([name, field]) => {
      const isRequired = schema.required?.includes(name) === true && !(status && name === 'status');
      const comment = names.parts.has(name) ? '' : docComment(field, '  ');
      return `${comment}  ${propertyName(name)}${isRequired ? '' : '?'}: ${partType(name, field, names)};\n`;
    });
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true ? ['  [key: string]: unknown;\n'] : [];
  return `${commentOf([...header, ...warning], '')}export interface ${names.object} {
${identity(`${group}/${version.name}`, called.kind)}  metadata: ${names.objectMeta};
${[...fields, ...open].join('')}}
`;
}

function partType(name: string, field: Schema, names: TypeNames): string {
  const part = names.parts.get(name);
  if (part === undefined) return renderType(field, { indent: '  ', objectMeta: names.objectMeta });
  return field.nullable === true ? `${part} | null` : part;
}

function listType(resource: CustomResource, version: CustomResourceVersion, names: TypeNames): string {
  return `/** Objects of the kind ${resource.names.kind}, as the server lists them. */
export interface ${names.list} {
${identity(`${resource.group}/${version.name}`, resource.names.listKind)}  metadata: ${names.listMeta};
  items: ${names.object}[];
}
`;
}

function identity(apiVersion: string, kind: string): string {
  return `  apiVersion: ${typescriptLiteral(apiVersion)};\n  kind: ${typescriptLiteral(kind)};\n`;
}
