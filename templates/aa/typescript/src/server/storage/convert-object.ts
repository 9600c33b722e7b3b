import type { ApiObject, ObjectMeta } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { pruneFields } from '../schema/prune-fields.ts';

/** The object as the version that is stored has it. */
export const toStoredVersion = (
  object: ApiObject,
  { shown, stored }: { readonly shown: KindDefinition; readonly stored: KindDefinition },
): ApiObject => inVersion(object, shown.conversion?.toStored(object) ?? object, stored);

/** The object, which is of the version that is stored, as another one shows it. */
export const fromStoredVersion = (object: ApiObject, shown: KindDefinition): ApiObject =>
  inVersion(object, shown.conversion?.fromStored(object) ?? object, shown);

/** k8s.io/apiextensions-apiserver pkg/apiserver/conversion webhook_converter.go restoreObjectMeta, then pruning. */
const inVersion = (
  { kind, metadata }: ApiObject,
  converted: ApiObject,
  { group, version, schema }: KindDefinition,
): ApiObject =>
  pruneFields(
    {
      ...converted,
      apiVersion: `${group}/${version}`,
      kind,
      metadata: withMarks(metadata, converted.metadata),
    },
    schema,
    [],
  );

const withMarks = (
  { labels: _labels, annotations: _annotations, ...metadata }: ObjectMeta,
  { labels, annotations }: ObjectMeta,
): ObjectMeta => ({
  ...metadata,
  ...(labels === undefined ? {} : { labels }),
  ...(annotations === undefined ? {} : { annotations }),
});
