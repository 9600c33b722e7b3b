import { isJsonObject, type JsonObject } from '../../../api/json.ts';
import { anyValue, message, named, wrapped } from './message.ts';
import { count, double, type Encoder, each, fieldBytes, flag, text } from './wire-format.ts';

/** The media types of an OpenAPI 2.0 document as protobuf: kubectl asks by the first, kube-apiserver answers the second. */
export const protobufMediaTypes: readonly string[] = [
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
];

/**
 * Writes an OpenAPI 2.0 document as the message `openapi.v2.Document` of github.com/google/gnostic-models
 * openapiv2/OpenAPIv2.proto: as much of it as documents of this server have.
 */
export const encodeV2Document = (document: JsonObject): Uint8Array => {
  const parts = Object.entries(documentFields).map(([name, [number, encode]]) =>
    fieldBytes(number, encode(document[name] ?? null)),
  );
  return Buffer.concat(parts);
};

const schema: Encoder = (value) => schemaMessage(value);

/** Either a schema or whether there may be any. */
const schemaOrFlag: Encoder = (value) =>
  typeof value === 'boolean' ? wrapped(2, flag)(value) : wrapped(1, schema)(value);

const schemaMessage = message(
  {
    $ref: [1, text],
    format: [2, text],
    title: [3, text],
    description: [4, text],
    default: [5, anyValue],
    multipleOf: [6, double],
    maximum: [7, double],
    exclusiveMaximum: [8, flag],
    minimum: [9, double],
    exclusiveMinimum: [10, flag],
    maxLength: [11, count],
    minLength: [12, count],
    pattern: [13, text],
    maxItems: [14, count],
    minItems: [15, count],
    uniqueItems: [16, flag],
    maxProperties: [17, count],
    minProperties: [18, count],
    required: [19, each(text)],
    enum: [20, each(anyValue)],
    additionalProperties: [21, schemaOrFlag],
    type: [22, wrapped(1, each(text))],
    items: [23, wrapped(1, schema)],
    properties: [25, wrapped(1, named(schema))],
    example: [30, anyValue],
  },
  31,
);

const bodyParameter = message(
  { description: [1, text], name: [2, text], in: [3, text], required: [4, flag], schema: [5, schema] },
  6,
);

const queryParameter = message(
  {
    required: [1, flag],
    in: [2, text],
    description: [3, text],
    name: [4, text],
    type: [6, text],
    uniqueItems: [21, flag],
  },
  23,
);

const pathParameter = message(
  {
    required: [1, flag],
    in: [2, text],
    description: [3, text],
    name: [4, text],
    type: [5, text],
    uniqueItems: [20, flag],
  },
  22,
);

/** Which message a parameter is depends on where it stands. */
const parameter: Encoder = (value) => {
  const place = isJsonObject(value) ? value['in'] : undefined;
  if (place === 'body') return wrapped(1, wrapped(1, bodyParameter))(value);
  const other = place === 'path' ? wrapped(4, pathParameter) : wrapped(3, queryParameter);
  return wrapped(1, wrapped(2, other))(value);
};

const response = message({ description: [1, text], schema: [2, wrapped(1, schema)] }, 5);

const operation = message(
  {
    tags: [1, each(text)],
    description: [3, text],
    operationId: [5, text],
    produces: [6, each(text)],
    consumes: [7, each(text)],
    parameters: [8, each(parameter)],
    responses: [9, wrapped(1, named(wrapped(1, response)))],
    schemes: [10, each(text)],
  },
  13,
);

const pathItem = message(
  {
    get: [2, operation],
    put: [3, operation],
    post: [4, operation],
    delete: [5, operation],
    patch: [8, operation],
    parameters: [9, each(parameter)],
  },
  10,
);

const paths: Encoder = wrapped(2, named(pathItem));

const documentFields = {
  swagger: [1, text],
  info: [2, message({ title: [1, text], version: [2, text], description: [3, text] })],
  paths: [8, paths],
  definitions: [9, wrapped(1, named(schema))],
} as const;
