import { badRequest, internalError, invalidObject } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { invalidField } from '../../api/field-error.ts';
import { valueAt } from '../../api/field-path.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ScalePaths } from '../../api/kind-definition.ts';
import { decodeMetadata } from '../../decode/decode-metadata.ts';

/** What a client wants an object to be scaled to. */
export type WantedScale = {
  readonly name: string;
  readonly resourceVersion: string | undefined;
  readonly replicas: number;
};

const group = 'autoscaling';

/** The replicas of what was never scaled, as a change of its scale sees them: upstream's invalidSpecReplicas. */
const neverScaled = -(2 ** 31);

/**
 * The scale of an object as a change of it begins with: of one without replicas, too (customresource/etcd.go
 * scaleUpdatedObjectInfo).
 */
export const scaleToChange = (object: ApiObject, paths: ScalePaths): JsonObject =>
  scaleOf(object, paths, neverScaled);

/**
 * The autoscaling/v1 Scale of an object (k8s.io/apiextensions-apiserver pkg/registry/customresource/etcd.go
 * scaleFromCustomResource). 500 where the object has no replicas, unless it is said what stands for them.
 */
export const scaleOf = ({ metadata, ...rest }: ApiObject, paths: ScalePaths, none?: number): JsonObject => {
  const object = { metadata, ...rest } as JsonObject;
  const replicas = numberAt(object, paths.specReplicasPath) ?? none;
  if (replicas === undefined) {
    throw internalError(`the spec replicas field "${paths.specReplicasPath}" does not exist`);
  }
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector =
    paths.labelSelectorPath === undefined ? undefined : valueAt(object, paths.labelSelectorPath);
  return {
    kind: 'Scale',
    apiVersion: `${group}/v1`,
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // Go leaves out a number that is 0 there.
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(object, paths.statusReplicasPath) ?? 0,
      ...(typeof selector === 'string' ? { selector } : {}),
    },
  };
};

/** Reads a submitted Scale; 400 for what is none, or says no replicas, 422 for replicas below none. */
export const readScale = (document: JsonValue, { specReplicasPath }: ScalePaths): WantedScale => {
  const { apiVersion, kind, metadata, spec } = isJsonObject(document) ? document : {};
  if (kind !== 'Scale' || apiVersion !== `${group}/v1`) {
    throw badRequest(`wrong object passed to Scale update: ${String(apiVersion)}, Kind=${String(kind)}`);
  }
  const { name = '', resourceVersion } = decodeMetadata(metadata, { kind, version: 'v1' });
  const replicas = (isJsonObject(spec) ? spec['replicas'] : undefined) ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequest('spec.replicas: must be a whole number');
  }
  if (replicas === neverScaled) {
    throw badRequest(`the spec replicas field "${specReplicasPath}" cannot be empty`);
  }
  if (replicas < 0) {
    const problem = invalidField('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalidObject({ group, kind: 'Scale' }, name, [problem]);
  }
  return { name, resourceVersion, replicas };
};

const numberAt = (object: JsonObject, path: string): number | undefined => {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : undefined;
};
