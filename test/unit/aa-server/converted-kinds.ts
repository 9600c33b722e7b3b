import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../../templates/aa/typescript/src/server/api/json.ts';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import type { StructuralSchema } from '../../../templates/aa/typescript/src/server/api/structural-schema.ts';

const text = { type: 'string' } as const;
const KEPT = 'demo.kx.dev/old';

const ofSpec = (properties: StructuralSchema['properties']): StructuralSchema => ({
  type: 'object',
  properties: {
    spec: { type: 'object', ...(properties === undefined ? {} : { properties }) },
    status: { type: 'object', properties: { phase: text } },
  },
});

const names = {
  group: 'demo.kx.dev',
  kind: 'Shape',
  listKind: 'ShapeList',
  plural: 'shapes',
  singular: 'shape',
  shortNames: [],
  categories: [],
  namespaced: true,
  storageVersion: 'v1',
  columns: [],
};

/** Kept as v1, with a field that v1beta1 calls otherwise. */
export const shapeV1: KindDefinition = {
  ...names,
  version: 'v1',
  schema: ofSpec({ colour: text, size: { type: 'integer', default: 3 }, extra: text }),
};

/** Its `old` has no place in v1 but an annotation. */
export const shapeV1Beta1: KindDefinition = {
  ...names,
  version: 'v1beta1',
  schema: ofSpec({ color: text, size: { type: 'integer' }, old: text, shape: { ...text, default: 'round' } }),
  conversion: {
    toStored: (object) => {
      const { color, size, old } = specOf(object);
      const annotations = {
        ...object.metadata.annotations,
        ...(typeof old === 'string' ? { [KEPT]: old } : {}),
      };
      const marks = Object.keys(annotations).length === 0 ? {} : { annotations };
      const renamed = present({ colour: color, size });
      return { ...object, metadata: { ...object.metadata, ...marks }, spec: renamed };
    },
    fromStored: (object) => {
      const { colour, size } = specOf(object);
      const { [KEPT]: old, ...annotations } = object.metadata.annotations ?? {};
      const { annotations: _, ...metadata } = object.metadata;
      const marks = Object.keys(annotations).length === 0 ? {} : { annotations };
      const renamed = present({ color: colour, size, old });
      return { ...object, metadata: { ...metadata, ...marks }, spec: renamed };
    },
  },
};

/** The same versions, between which nothing but the apiVersion is converted. */
export const plainKinds: readonly KindDefinition[] = [shapeV1, shapeV1Beta1].map(
  ({ conversion: _, ...kind }) => ({
    ...kind,
    kind: 'Plain',
    listKind: 'PlainList',
    plural: 'plains',
    singular: 'plain',
  }),
);

const specOf = ({ spec }: ApiObject): JsonObject => (isJsonObject(spec) ? spec : {});

const present = (fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, JsonValue][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
