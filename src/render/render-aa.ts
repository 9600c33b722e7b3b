import { type AaProject, LOCAL_PORT } from '../model/aa-project.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import type { CustomResource } from '../model/custom-resource.ts';
import { fileStem } from '../model/file-stem.ts';
import type { JsonValue } from '../model/json-value.ts';
import { kindConstant } from '../model/kind-name.ts';
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
  const kinds = project.resources.map(kindContext);
  const context = {
    project: project.name,
    group: project.group,
    version: project.version,
    apiVersion: `${project.group}/${project.version}`,
    service: project.service.name,
    namespace: project.service.namespace,
    serviceHost: verifiedName(project.service),
    port: LOCAL_PORT,
    caBundle,
    kinds,
  };
  return renderTemplates({ tree, context, each: kinds });
}

function kindContext(resource: CustomResource): TemplateContext {
  const [version] = resource.versions;
  if (version === undefined) throw new Error(`${resource.names.kind} has no version`);
  return {
    ...resource.names,
    kindFile: fileStem(resource.names.kind),
    constName: kindConstant(resource.names.kind),
    namespaced: resource.scope === 'Namespaced',
    schemaSource: literalMember(version.schema),
    columnsSource: literalMember(version.columns),
    sampleJson: JSON.stringify(sampleObject(resource, version, 'full'), null, 2),
  };
}

/** A schema and columns are JSON by their types, but for members that may be absent, which JSON leaves out. */
function literalMember(value: object): string {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return typescriptLiteral(json, '  ');
}
