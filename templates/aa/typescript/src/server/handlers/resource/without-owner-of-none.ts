import type { ApiObject } from '../../api/api-object.ts';
import { withValueAt } from '../../api/field-path.ts';
import { difference } from '../../managed-fields/field-set.ts';
import { fieldsOf } from '../../managed-fields/fields-of.ts';
import { decodeEntries, encodeEntries } from '../../managed-fields/managed-entry.ts';
import { managedSchema } from '../../managed-fields/managed-schema.ts';
import type { ResourceInput } from './resource-input.ts';
import { withManagedFields } from './track-fields.ts';

/**
 * The object after it was scaled to none, whose replicas nobody owns then: a Scale leaves out a number that is 0
 * (k8s.io/api autoscaling/v1 ScaleSpec), and what is not in it has no owner.
 */
export const withoutOwnerOfNone = (
  { kind }: ResourceInput,
  object: ApiObject,
  specReplicasPath: string,
): ApiObject => {
  const replicas = fieldsOf(withValueAt({}, specReplicasPath, 0), managedSchema(kind.schema));
  const entries = decodeEntries(object.metadata.managedFields).map((entry) =>
    entry.subresource === 'scale' && entry.operation === 'Update'
      ? { ...entry, fields: difference(entry.fields, replicas) }
      : entry,
  );
  return withManagedFields(object, encodeEntries(entries));
};
