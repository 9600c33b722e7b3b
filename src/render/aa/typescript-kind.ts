import { type AaStream, SUBRESOURCES } from '../../model/aa-library.ts';
import {
  type CustomResource,
  type CustomResourceVersion,
  storageVersion,
} from '../../model/custom-resource.ts';
import { deprecationSentence } from '../../model/deprecation-sentence.ts';
import { fileStem } from '../../model/file-stem.ts';
import type { JsonValue } from '../../model/json-value.ts';
import { kindConstant } from '../../model/kind-name.ts';
import type { TemplateContext } from '../render-templates.ts';
import { typescriptLiteral } from '../typescript-literal.ts';
import { fieldsAlone } from './fields-alone.ts';

/** @returns what the templates of a server in TypeScript say besides of a version of a kind */
export function typescriptKind(
  resource: CustomResource,
  version: CustomResourceVersion,
  streams: readonly AaStream[],
): TemplateContext {
  const { kind } = resource.names;
  return {
    constName: `${kindConstant(kind)}${version.storage ? '' : capitalized(version.name)}`,
    streams: streams.map((stream) => streamContext(kind, stream)),
    logConst: streamConstant(kind, 'logs'),
    consoleConst: streamConstant(kind, 'console'),
    settings: settingsOf(resource, version),
    schemaSource: literalMember(version.schema),
    columnsSource: literalMember(version.columns),
    ...conversionContext(resource, version),
  };
}

/** What converts between a version and the stored one; nothing for that one. */
function conversionContext(resource: CustomResource, version: CustomResourceVersion): TemplateContext {
  const stored = storageVersion(resource) ?? version;
  const { kind } = resource.names;
  return {
    isConverted: stored !== version,
    conversionConst: `${kindConstant(kind).replace(/Kind$/, '')}${capitalized(version.name)}Conversion`,
    storedVersion: stored.name,
    storedFile: fileStem(kind),
    storedConst: kindConstant(kind),
    ownFields: fieldsAlone(version.schema, stored.schema),
    storedFields: fieldsAlone(stored.schema, version.schema),
  };
}

/** A file for all versions of a kind, and the subresource that it is for. */
function streamContext(kind: string, stream: AaStream): TemplateContext {
  const subresource = SUBRESOURCES[stream];
  return {
    subresource,
    streamFile: `${fileStem(kind)}.${subresource}`,
    streamConst: streamConstant(kind, stream),
  };
}

/** @returns `widgetLog` */
function streamConstant(kind: string, stream: AaStream): string {
  return `${kindConstant(kind).replace(/Kind$/, '')}${capitalized(SUBRESOURCES[stream])}`;
}

/** What most kinds have no need to say. */
function settingsOf(resource: CustomResource, version: CustomResourceVersion): readonly TemplateContext[] {
  const { schema, status, scale, selectableFields } = version;
  const hasPlainStatus = !status && Object.hasOwn(schema.properties ?? {}, 'status');
  const settings = {
    storageVersion: resource.versions.length > 1 ? storageVersion(resource)?.name : undefined,
    deprecationWarning: deprecationSentence(resource, version),
    statusSubresource: hasPlainStatus ? false : undefined,
    scale,
    selectableFields: selectableFields.length === 0 ? undefined : selectableFields,
  };
  return Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, source: literalMember(value) }],
  );
}

function capitalized(version: string): string {
  return version.charAt(0).toUpperCase() + version.slice(1).replaceAll('-', '_');
}

/** What is JSON by its type, but for members that may be absent, which JSON leaves out. */
function literalMember(value: object | string | boolean): string {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return typescriptLiteral(json, '  ');
}
