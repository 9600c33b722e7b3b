import type { CustomResource, CustomResourceVersion, PrinterColumn } from '../model/custom-resource.ts';
import type { JsonObject, JsonValue } from '../model/json-value.ts';
import type { RenderedFile } from './file-set.ts';
import { renderConversion } from './render-crd-conversion.ts';
import { renderSchema } from './render-crd-schema.ts';
import { renderYaml } from './yaml.ts';

/** @returns `crd.yaml` */
export function renderCrdFile(resource: CustomResource): RenderedFile {
  return { path: 'crd.yaml', text: renderYaml(renderCrd(resource)), mode: 0o644 };
}

/** Renders a CustomResourceDefinition of apiextensions.k8s.io/v1. What the API server defaults to is left out. */
export function renderCrd(resource: CustomResource): JsonObject {
  const { group, names, scope, versions, conversion, labels, annotations } = resource;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${names.plural}.${group}`,
      ...ifAny('labels', labels),
      ...ifAny('annotations', annotations),
    },
    spec: {
      group,
      names: {
        kind: names.kind,
        listKind: names.listKind,
        plural: names.plural,
        singular: names.singular,
        ...ifAny('shortNames', names.shortNames),
        ...ifAny('categories', names.categories),
      },
      scope,
      versions: versions.map(renderVersion),
      ...(conversion === undefined ? {} : { conversion: renderConversion(conversion) }),
    },
  };
}

function renderVersion(version: CustomResourceVersion): JsonObject {
  const { name, served, storage, deprecated, deprecationWarning, columns, selectableFields } = version;
  return {
    name,
    served,
    storage,
    ...(deprecated ? { deprecated } : {}),
    ...(deprecationWarning === undefined ? {} : { deprecationWarning }),
    ...ifAny('subresources', renderSubresources(version)),
    ...ifAny('additionalPrinterColumns', columns.map(renderColumn)),
    ...ifAny(
      'selectableFields',
      selectableFields.map((jsonPath) => ({ jsonPath })),
    ),
    schema: { openAPIV3Schema: renderSchema(version.schema) },
  };
}

function renderSubresources({ status, scale }: CustomResourceVersion): JsonObject {
  return { ...(status ? { status: {} } : {}), ...(scale === undefined ? {} : { scale: { ...scale } }) };
}

function renderColumn(column: PrinterColumn): JsonObject {
  const { name, type, jsonPath, priority, format, description } = column;
  return {
    name,
    type,
    ...(format === undefined ? {} : { format }),
    jsonPath,
    ...(priority === 0 ? {} : { priority }),
    ...(description === undefined ? {} : { description }),
  };
}

function ifAny(key: string, value: JsonObject | readonly JsonValue[]): JsonObject {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
