import type { AaStream } from '../../model/aa-library.ts';
import type { AaProject } from '../../model/aa-project.ts';
import {
  type CustomResource,
  type CustomResourceVersion,
  storageVersion,
} from '../../model/custom-resource.ts';
import { deprecationSentence } from '../../model/deprecation-sentence.ts';
import { fileStem } from '../../model/file-stem.ts';
import { goComment } from '../go/go-comment.ts';
import { type GoEntry, goListLiteral, goStructLiteral } from '../go/go-fields.ts';
import { goImportDeclaration, goTypeImports } from '../go/go-imports.ts';
import { goString } from '../go/go-string.ts';
import { deepCopyImports, renderGoDeepCopy } from '../go/render-go-deep-copy.ts';
import { renderGoTypes } from '../go/render-go-types.ts';
import type { TemplateContext } from '../render-templates.ts';
import { columnLiteral, scaleLiteral, stringListLiteral } from './go-literals.ts';
import { type GoNames, goNames, goVersionName } from './go-packages.ts';
import type { LibraryContext } from './library-context.ts';

/** @returns what the templates of a server on k8s.io/apiserver 0.36 say besides */
export function apiserverContext(project: AaProject): LibraryContext {
  return genericApiserverContext(project, {
    mergeDiff: 'v6',
    webSockets: 'k8s.io/streaming/pkg/httpstream/wsstream',
  });
}

/** @returns what the templates of a server on apiserver-runtime say besides, which brings k8s.io/apiserver 0.31 */
export function apiserverRuntimeContext(project: AaProject): LibraryContext {
  return genericApiserverContext(project, {
    mergeDiff: 'v4',
    webSockets: 'k8s.io/apimachinery/pkg/util/httpstream/wsstream',
  });
}

/** What is found elsewhere in another version of Kubernetes. */
type Modules = {
  /** The major version of sigs.k8s.io/structured-merge-diff. */
  readonly mergeDiff: string;
  /** The package wsstream. */
  readonly webSockets: string;
};

function genericApiserverContext(project: AaProject, modules: Modules): LibraryContext {
  const names = goNames(project);
  return {
    ofProject: { goModule: names.module, goVars: [...names.kinds.values()], ...modules },
    ofKind: (resource, version, streams) => ({
      ...typesContext(names, resource, version),
      ...resourceContext(names, resource, streams),
      goKinds: project.resources
        .filter(({ versions }) => versions.some(({ name }) => name === version.name))
        .map((each) => typeNames(names, each, version.name)),
    }),
  };
}

/** The files of one version: its types and their copies. */
function typesContext(names: GoNames, resource: CustomResource, version: CustomResourceVersion) {
  const { package: goPackage, types } = names.versionOf(resource, version);
  const deepCopySource = renderGoDeepCopy(types);
  return {
    goPackage,
    goFile: fileStem(resource.names.kind),
    goType: types.object.name,
    goListType: types.list.name,
    modelName: [...resource.group.split('.').reverse(), version.name].join('.'),
    typesImports: goImportDeclaration([
      ...goTypeImports(types),
      'metav1 k8s.io/apimachinery/pkg/apis/meta/v1',
    ]),
    typesSource: renderGoTypes(types),
    deepCopyImports: goImportDeclaration(deepCopyImports(deepCopySource)),
    deepCopySource,
    schemaJson: JSON.stringify(version.schema, null, 2),
  };
}

function typeNames(names: GoNames, resource: CustomResource, version: string): TemplateContext {
  const found = resource.versions.find(({ name }) => name === version);
  const types = found === undefined ? undefined : names.versionOf(resource, found).types;
  return { ...types, goType: types?.object.name, goListType: types?.list.name };
}

/** The file that all versions of a kind share. */
function resourceContext(
  names: GoNames,
  resource: CustomResource,
  streams: readonly AaStream[],
): TemplateContext {
  const stored = storageVersion(resource) ?? resource.versions[0];
  const goVar = names.kinds.get(resource.names.kind) ?? '';
  if (stored === undefined) throw new Error(`${resource.names.kind} has no version`);
  const object = typeOf(names, resource, stored);
  const others = resource.versions.filter((version) => version !== stored);
  const used = [...new Set(resource.versions.map((version) => names.versionOf(resource, version).package))];
  const kindSource = kindLiteral(names, resource, { stored, streams });
  return {
    goVar,
    goStored: object,
    kindComment: goComment(`${goVar} is how ${resource.names.plural} are served.`, 0),
    kindSource,
    kindImports: goImportDeclaration([
      'context',
      '_ embed',
      'k8s.io/apimachinery/pkg/util/validation/field',
      ...used.map((each) => `${names.module}/apis/${each}`),
      `${names.module}/registry`,
    ]),
    schemas: resource.versions.map(({ name }) => ({ version: name, goSchema: schemaVariable(goVar, name) })),
    conversions: others.map((version) => ({
      version: version.name,
      stored: stored.name,
      other: typeOf(names, resource, version),
      from: `to${goVar}From${goVersionName(version.name)}`,
      to: `from${goVar}To${goVersionName(version.name)}`,
    })),
  };
}

function typeOf(names: GoNames, resource: CustomResource, version: CustomResourceVersion): string {
  const { package: goPackage, types } = names.versionOf(resource, version);
  return `${goPackage}.${types.object.name}`;
}

function schemaVariable(goVar: string, version: string): string {
  return `schemaOf${goVar}${goVersionName(version)}`;
}

/** What a kind says of its streams, each in a file of its own. */
const STREAM_ENTRIES: Readonly<Record<AaStream, (goVar: string) => GoEntry>> = {
  logs: (goVar) => ['Log', `&logOf${goVar}`],
  console: (goVar) => ['Console', `consoleOf${goVar}`],
};

function kindLiteral(
  names: GoNames,
  resource: CustomResource,
  { stored, streams }: { readonly stored: CustomResourceVersion; readonly streams: readonly AaStream[] },
): string {
  const { kind, listKind, plural, singular, shortNames, categories } = resource.names;
  const goVar = names.kinds.get(kind) ?? '';
  const object = typeOf(names, resource, stored);
  const versions = [stored, ...resource.versions.filter((version) => version !== stored)];
  const status = statusField(names, resource, stored);
  return goStructLiteral('registry.Kind', [
    ['Group', goString(resource.group)],
    ['Kind', goString(kind)],
    ['ListKind', goString(listKind)],
    ['Plural', goString(plural)],
    ['Singular', goString(singular)],
    ...(shortNames.length === 0 ? [] : [['ShortNames', stringListLiteral(shortNames)] as const]),
    ...(categories.length === 0 ? [] : [['Categories', stringListLiteral(categories)] as const]),
    ...(resource.scope === 'Cluster' ? [['ClusterScoped', 'true'] as const] : []),
    [
      'Versions',
      goListLiteral(
        '[]registry.Version',
        versions.map((version) => versionLiteral(names, resource, { version, stored })),
      ),
    ],
    ...(status === undefined
      ? []
      : [
          [
            'CopyStatus',
            `registry.CopyStatus(func(to, from *${object}) {\n\tto.${status} = from.${status}\n})`,
          ] as const,
        ]),
    ['Validate', `registry.Validate(validate${goVar})`],
    ...streams.map((stream) => STREAM_ENTRIES[stream](goVar)),
  ]);
}

/** What the status is called in Go, where the stored version has one. */
function statusField(
  names: GoNames,
  resource: CustomResource,
  stored: CustomResourceVersion,
): string | undefined {
  const { fields } = names.versionOf(resource, stored).types.object;
  return stored.status ? fields.find(({ tag }) => tag.startsWith('status,'))?.name : undefined;
}

function versionLiteral(
  names: GoNames,
  resource: CustomResource,
  { version, stored }: { readonly version: CustomResourceVersion; readonly stored: CustomResourceVersion },
): string {
  const { package: goPackage, types } = names.versionOf(resource, version);
  const goVar = names.kinds.get(resource.names.kind) ?? '';
  const deprecation = deprecationSentence(resource, version);
  const { scale, columns, selectableFields } = version;
  const name = goVersionName(version.name);
  const entries: readonly GoEntry[] = [
    ['Name', goString(version.name)],
    ['Object', `&${goPackage}.${types.object.name}{}`],
    ['List', `&${goPackage}.${types.list.name}{}`],
    ['Schema', schemaVariable(goVar, version.name)],
    ...(version.status && statusField(names, resource, stored) !== undefined
      ? [['Status', 'true'] as const]
      : []),
    ...(scale === undefined ? [] : [['Scale', scaleLiteral('registry.Scale', scale)] as const]),
    ...(columns.length === 0
      ? []
      : [['Columns', goListLiteral('[]registry.Column', columns.map(columnLiteral))] as const]),
    ...(selectableFields.length === 0
      ? []
      : [['SelectableFields', stringListLiteral(selectableFields)] as const]),
    ...(deprecation === undefined ? [] : [['Deprecation', goString(deprecation)] as const]),
    ...(version === stored
      ? []
      : [
          ['ToStored', `registry.Convert(to${goVar}From${name})`] as const,
          ['FromStored', `registry.Convert(from${goVar}To${name})`] as const,
        ]),
  ];
  return goStructLiteral('', entries);
}
