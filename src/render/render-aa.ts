import { type AaProject, LOCAL_PORT } from '../model/aa-project.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import { type CustomResource, type CustomResourceVersion, storageVersion } from '../model/custom-resource.ts';
import { deprecationSentence } from '../model/deprecation-sentence.ts';
import { fileStem } from '../model/file-stem.ts';
import type { JsonObject, JsonValue } from '../model/json-value.ts';
import { kindConstant } from '../model/kind-name.ts';
import { compareKubeVersions } from '../model/kube-version.ts';
import { sampleObject } from '../model/sample/sample-object.ts';
import type { FileSet } from './file-set.ts';
import { renderTemplates, type TemplateContext } from './render-templates.ts';
import type { TemplateTree } from './template-tree.ts';
import { typescriptLiteral } from './typescript-literal.ts';

type AaRendering = {
  readonly project: AaProject;
  readonly tree: TemplateTree;
  /** Base64 of the CA that signed the server's certificate; empty where there is none yet. */
  readonly caBundle: string;
};

/** @returns every file of an extension API server project, but for its certificates */
export function renderAa({ project, tree, caBundle }: AaRendering): FileSet {
  const { group, resources } = project;
  const kinds = resources.flatMap(kindContexts);
  const context = {
    project: project.name,
    group,
    service: project.service.name,
    namespace: project.service.namespace,
    serviceHost: verifiedName(project.service),
    port: LOCAL_PORT,
    storage: project.storage,
    isSqlite: project.storage === 'sqlite',
    caBundle,
    kinds,
    resources: resources.map(({ names }) => names),
    versions: versionsOf(project),
  };
  return renderTemplates({ tree, context, each: kinds });
}

/** The versions of the group, the preferred one first, each with its kinds. */
function versionsOf({ group, resources }: AaProject): readonly TemplateContext[] {
  const names = new Set(resources.flatMap(({ versions }) => versions.map(({ name }) => name)));
  return [...names].sort(compareKubeVersions).map((version) => ({
    version,
    apiVersion: `${group}/${version}`,
    kinds: resources
      .filter(({ versions }) => versions.some(({ name }) => name === version))
      .map(({ names: { kind } }) => ({ kind })),
  }));
}

/** The version that is stored comes first, and has the plain names. */
function kindContexts(resource: CustomResource): readonly TemplateContext[] {
  const stored = storageVersion(resource);
  const others = resource.versions.filter((version) => version !== stored);
  return [...(stored === undefined ? [] : [stored]), ...others].map((version) =>
    kindContext(resource, version),
  );
}

function kindContext(resource: CustomResource, version: CustomResourceVersion): TemplateContext {
  const { group, names, scope } = resource;
  const { name } = version;
  return {
    ...names,
    group,
    version: name,
    apiVersion: `${group}/${name}`,
    // A kind has no dot, so that no other one has this file.
    kindFile: version.storage ? fileStem(names.kind) : `${fileStem(names.kind)}.${name}`,
    constName: `${kindConstant(names.kind)}${version.storage ? '' : capitalized(name)}`,
    namespaced: scope === 'Namespaced',
    settings: settingsOf(resource, version),
    schemaSource: literalMember(version.schema),
    columnsSource: literalMember(version.columns),
    sampleJson: JSON.stringify(sampleOf(resource, version), null, 2),
  };
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

/** The samples of all versions can be created beside each other. */
function sampleOf(resource: CustomResource, version: CustomResourceVersion): JsonObject {
  const sample = sampleObject(resource, version, 'full');
  return version.storage
    ? sample
    : { ...sample, metadata: { name: `${resource.names.singular}-${version.name}-full` } };
}

/** What is JSON by its type, but for members that may be absent, which JSON leaves out. */
function literalMember(value: object | string | boolean): string {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return typescriptLiteral(json, '  ');
}
