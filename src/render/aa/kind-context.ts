import { evaluateRule } from '../../model/cel/evaluate-rule.ts';
import type { CustomResource, CustomResourceVersion } from '../../model/custom-resource.ts';
import { fileStem } from '../../model/file-stem.ts';
import type { JsonObject } from '../../model/json-value.ts';
import { sampleObject } from '../../model/sample/sample-object.ts';
import { satisfyRules } from '../../model/sample/satisfy-rules.ts';
import { writtenSchema } from '../../model/sample/written-schema.ts';
import type { TemplateContext } from '../render-templates.ts';

/** @returns what templates of any language say of a version of a kind */
export function kindContext(resource: CustomResource, version: CustomResourceVersion): TemplateContext {
  const { group, names, scope } = resource;
  const { name } = version;
  return {
    ...names,
    group,
    version: name,
    apiVersion: `${group}/${name}`,
    // A kind has no dot, so that no other one has this file.
    kindFile: version.storage ? fileStem(names.kind) : `${fileStem(names.kind)}.${name}`,
    namespaced: scope === 'Namespaced',
    sampleJson: JSON.stringify(sampleOf(resource, version), null, 2),
  };
}

/** The samples of all versions can be created beside each other. */
function sampleOf(resource: CustomResource, version: CustomResourceVersion): JsonObject {
  const made = sampleObject(resource, version, 'full');
  const { object: sample } = satisfyRules(writtenSchema(version), made, { evaluate: evaluateRule });
  return version.storage
    ? sample
    : { ...sample, metadata: { name: `${resource.names.singular}-${version.name}-full` } };
}
