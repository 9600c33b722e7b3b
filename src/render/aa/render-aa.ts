import { AA_STREAMS, type AaLibrary, type AaStream, SUBRESOURCES } from '../../model/aa-library.ts';
import type { AaProject } from '../../model/aa-project.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import {
  type CustomResource,
  type CustomResourceVersion,
  storageVersion,
} from '../../model/custom-resource.ts';
import { compareKubeVersions } from '../../model/kube-version.ts';
import type { FileSet } from '../file-set.ts';
import { renderTemplates, type TemplateContext } from '../render-templates.ts';
import type { TemplateFile, TemplateTree } from '../template-tree.ts';
import { apiserverContext, apiserverRuntimeContext } from './apiserver-context.ts';
import { deploymentContext } from './deployment-context.ts';
import { kindContext } from './kind-context.ts';
import type { LibraryContext } from './library-context.ts';
import { netHttpContext } from './net-http-context.ts';
import { typescriptKind } from './typescript-kind.ts';

type AaRendering = {
  readonly project: AaProject;
  readonly tree: TemplateTree;
  /** Base64 of the CA that signed the server's certificate; empty where there is none yet. */
  readonly caBundle: string;
};

/** What the templates of a library say, besides what all do. */
const OF_LIBRARY: Readonly<Record<AaLibrary, (project: AaProject) => LibraryContext>> = {
  native: () => ({ ofProject: {}, ofKind: typescriptKind }),
  apiserver: apiserverContext,
  'apiserver-runtime': apiserverRuntimeContext,
  'net-http': netHttpContext,
};

/** @returns every file of an extension API server project, but for its certificates */
export function renderAa({ project, tree, caBundle }: AaRendering): FileSet {
  const { group, resources, library } = project;
  const ofLibrary = OF_LIBRARY[library](project);
  const versions = resources.flatMap((resource) =>
    storedFirst(resource).map((version) => {
      const streams = streamsOf(project, resource);
      const own = { ...kindContext(resource, version), ...ofLibrary.ofKind(resource, version, streams) };
      const parts: readonly Part[] = version.storage ? streams : ['conversion'];
      return { own, parts };
    }),
  );
  const kinds = versions.map(({ own }) => own);
  const context = {
    ...ofLibrary.ofProject,
    project: project.name,
    group,
    service: project.service.name,
    namespace: project.service.namespace,
    serviceHost: verifiedName(project.service),
    ...deploymentContext(project),
    caBundle,
    kinds,
    resources: resources.map(({ names }) => names),
    versions: versionsOf(project),
    logs: streaming(project, 'logs'),
    consoles: streaming(project, 'console'),
    hasStreams: project.connect.streams.length > 0,
  };
  const renderPart = (part: Part | undefined, each: readonly TemplateContext[]) =>
    renderTemplates({ tree: tree.filter((file) => partOf(file) === part), context, each });
  return onceEach([
    ...renderPart(undefined, kinds),
    ...PARTS.flatMap((part) => {
      const having = versions.filter(({ parts }) => parts.includes(part));
      return renderPart(
        part,
        having.map(({ own }) => own),
      );
    }),
  ]);
}

/** What kinds or versions share comes out alike for each of them. */
function onceEach(files: FileSet): FileSet {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** What some versions of some kinds have files for: the streams of the stored one, and how any other is converted. */
const PARTS = [...AA_STREAMS, 'conversion'] as const;
type Part = (typeof PARTS)[number];

/** @returns the part that a template is for: `{{kindFile}}.log.ts.hbs` is written for kinds that have a log */
function partOf({ path }: TemplateFile): Part | undefined {
  return PARTS.find((part) =>
    path.includes(`{{kindFile}}.${part === 'conversion' ? part : SUBRESOURCES[part]}.`),
  );
}

function streamsOf({ connect }: AaProject, { names }: CustomResource): readonly AaStream[] {
  return connect.plurals.includes(names.plural) ? connect.streams : [];
}

/** @returns the plurals of the kinds that have a stream, as rights name them: `widgets/log` */
function streaming({ connect }: AaProject, stream: AaStream): readonly string[] {
  if (!connect.streams.includes(stream)) return [];
  return connect.plurals.map((plural) => `${plural}/${SUBRESOURCES[stream]}`);
}

/** What kube-apiserver gives the versions of CRDs; there is room for others between two versions. */
const HIGHEST_PRIORITY = 100;
const PRIORITY_STEP = 10;

/** The versions of the group, the preferred one first, each with its kinds. */
function versionsOf({ group, resources }: AaProject): readonly TemplateContext[] {
  const names = new Set(resources.flatMap(({ versions }) => versions.map(({ name }) => name)));
  return [...names].sort(compareKubeVersions).map((version, index) => ({
    version,
    priority: Math.max(HIGHEST_PRIORITY - PRIORITY_STEP * index, 1),
    apiVersion: `${group}/${version}`,
    kinds: resources
      .filter(({ versions }) => versions.some(({ name }) => name === version))
      .map(({ names: { kind } }) => ({ kind })),
  }));
}

/** The version that is stored has the plain names. */
function storedFirst(resource: CustomResource): readonly CustomResourceVersion[] {
  const stored = storageVersion(resource);
  const others = resource.versions.filter((version) => version !== stored);
  return [...(stored === undefined ? [] : [stored]), ...others];
}
