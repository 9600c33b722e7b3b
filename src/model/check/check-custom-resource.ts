import type { Violation } from '../../errors.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { checkColumns } from './check-columns.ts';
import { checkConversion } from './check-conversion.ts';
import { checkHoisted } from './check-hoisted.ts';
import { checkGroup, checkNames } from './check-names.ts';
import { checkSamples } from './check-samples.ts';
import { checkScale } from './check-scale.ts';
import { checkSchema } from './check-schema.ts';
import { checkSelectableFields } from './check-selectable-fields.ts';
import { checkVersions } from './check-versions.ts';

/**
 * Checks a resource by every rule that holds for CRDs and extension API servers alike; labels, annotations and
 * protected groups are matters of the CRD alone.
 *
 * @returns all violations; their paths are fields of CustomResource, those of schemas go on in the field language:
 *   `group`, `names.kind`, `versions[0]`, `versions[0].schema.spec.ports[].name`, `versions[0].columns[1]`
 */
export function checkCustomResource(resource: CustomResource): readonly Violation[] {
  return [
    ...checkGroup(resource.group),
    ...checkNames(resource.names),
    ...checkFullName(resource),
    ...checkVersions(resource.versions),
    ...checkConversion(resource.conversion),
    ...checkHoisted(resource.versions),
    ...resource.versions.flatMap((version, index) =>
      checkVersionParts(version).map((violation) => ({
        ...violation,
        path: `versions[${index}].${violation.path}`,
      })),
    ),
  ];
}

function checkFullName({ group, names }: CustomResource): readonly Violation[] {
  const name = `${names.plural}.${group}`;
  return name.length > 253 && group.length <= 253
    ? [{ path: 'group', message: `the name ${name} has ${name.length} characters; at most 253 fit` }]
    : [];
}

function checkVersionParts(version: CustomResourceVersion): readonly Violation[] {
  const { schema } = version;
  const ofSchema = [...checkSchema(schema), ...checkStatus(version)];
  return [
    ...ofSchema,
    ...checkColumns(version.columns, schema),
    ...checkScale(version.scale, schema),
    ...checkSelectableFields(version.selectableFields, schema),
    // What contradicts itself has no sample; that is said once.
    ...(ofSchema.length === 0 ? checkSamples(version) : []),
  ];
}

/** The API server drops the status of what is created, and then finds it missing. */
function checkStatus({ status, schema }: CustomResourceVersion): readonly Violation[] {
  const violations: Violation[] = [];
  if (status && schema.required?.includes('status') === true) {
    violations.push({
      path: 'schema.status',
      message: 'status cannot be required with the status subresource on: no object could be created',
    });
  }
  const type = schema.properties?.['status']?.type;
  if (status && type !== undefined && type !== 'object') {
    violations.push({ path: 'schema.status', message: `status must be an object, not ${type}` });
  }
  return violations;
}
