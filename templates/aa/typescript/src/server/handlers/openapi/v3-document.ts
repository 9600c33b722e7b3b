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

/** The OpenAPI 3.0 document of the kinds of one group and version. */
export const v3Document = (title: string, kinds: readonly KindDefinition[]) => ({
  openapi: '3.0.0',
  info: { title, version: kinds[0]?.version ?? '' },
  paths: Object.fromEntries(kinds.flatMap(pathsOf).map((path) => [path.path, pathItem(path)])),
  components: {
    schemas: { ...Object.assign({}, ...kinds.map(kindSchemas)), ...scaleSchemas(kinds), ...metaSchemas },
  },
});

const pathItem = ({ parameters, operations }: Path) => ({
  ...Object.fromEntries(operations.map((operation) => [operation.method, operationObject(operation)])),
  ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
});

const reference = (schema: string): OpenApiSchema => ({ $ref: `#/components/schemas/${schema}` });

const content = (mediaTypes: readonly string[], schema: string) =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: reference(schema) }]));

const operationObject = (operation: Operation) => ({
  tags: [tagOf(operation.kind)],
  description: operation.description,
  operationId: operation.id,
  parameters: operation.parameters.map(parameterObject),
  ...(operation.body === undefined
    ? {}
    : {
        requestBody: {
          content: content(operation.body.mediaTypes, operation.body.schema),
          ...(operation.body.required ? { required: true } : {}),
        },
      }),
  responses: { ...responses(operation), 401: { description: 'Unauthorized' } },
  'x-kubernetes-action': operation.action,
  'x-kubernetes-group-version-kind': groupVersionKind(operation.kind),
});

const responses = ({ replies, text }: Operation) =>
  text === undefined
    ? Object.fromEntries(
        Object.entries(replies).map(([status, schema]) => [
          status,
          {
            description: status === '201' ? 'Created' : 'OK',
            content: content(['application/json'], schema),
          },
        ]),
      )
    : { 200: { description: 'OK', content: { [text]: { schema: { type: 'string' } } } } };

const parameterObject = (parameter: Parameter) => ({
  name: parameter.name,
  in: parameter.in,
  description: parameter.description,
  ...(parameter.in === 'path' ? { required: true } : {}),
  schema: { type: parameter.type, uniqueItems: true },
});
