import type { KindDefinition } from '../../api/kind-definition.ts';
import { kindSchemas } from './kind-schemas.ts';
import { metaSchemas } from './meta-schemas.ts';
import {
  groupVersionKind,
  type OpenApiSchema,
  type Operation,
  type Parameter,
  type Path,
} from './open-api-types.ts';
import { tagOf } from './operation-names.ts';
import { pathsOf } from './paths.ts';
import { scaleSchemas } from './scale-schemas.ts';
import { toV2Schema } from './v2-schema.ts';

/** The OpenAPI 2.0 document of all kinds: what kubectl up to 1.28 and `kubectl apply` and `diff` of any version read. */
export const v2Document = (title: string, kinds: readonly KindDefinition[]) => {
  const schemas: Record<string, OpenApiSchema> = {
    ...Object.assign({}, ...kinds.map(kindSchemas)),
    ...scaleSchemas(kinds),
    ...metaSchemas,
  };
  return {
    swagger: '2.0',
    info: { title, version: kinds[0]?.version ?? '' },
    paths: Object.fromEntries(kinds.flatMap(pathsOf).map((path) => [path.path, pathItem(path)])),
    definitions: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, toV2Schema(schema)]),
    ),
  };
};

const pathItem = ({ parameters, operations }: Path) => ({
  ...Object.fromEntries(operations.map((operation) => [operation.method, operationObject(operation)])),
  ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
});

const operationObject = (operation: Operation) => ({
  description: operation.description,
  consumes: operation.body?.mediaTypes ?? ['*/*'],
  produces: [operation.text ?? 'application/json'],
  schemes: ['https'],
  tags: [tagOf(operation.kind)],
  operationId: operation.id,
  parameters: [
    ...(operation.body === undefined
      ? []
      : [
          {
            name: 'body',
            in: 'body',
            ...(operation.body.required ? { required: true } : {}),
            schema: { $ref: `#/definitions/${operation.body.schema}` },
          },
        ]),
    ...operation.parameters.map(parameterObject),
  ],
  responses: { ...responses(operation), 401: { description: 'Unauthorized' } },
  'x-kubernetes-action': operation.action,
  'x-kubernetes-group-version-kind': groupVersionKind(operation.kind),
});

const responses = ({ replies, text }: Operation) =>
  text === undefined
    ? Object.fromEntries(
        Object.entries(replies).map(([status, schema]) => [
          status,
          { description: status === '201' ? 'Created' : 'OK', schema: { $ref: `#/definitions/${schema}` } },
        ]),
      )
    : { 200: { description: 'OK', schema: { type: 'string' } } };

const parameterObject = (parameter: Parameter) => ({
  uniqueItems: true,
  type: parameter.type,
  description: parameter.description,
  name: parameter.name,
  in: parameter.in,
  ...(parameter.in === 'path' ? { required: true } : {}),
});
