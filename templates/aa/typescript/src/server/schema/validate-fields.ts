import type { ApiObject } from '../api/api-object.ts';
import {
  type FieldError,
  invalidField,
  requiredField,
  tooManyField,
  typeInvalidField,
  unsupportedField,
} from '../api/field-error.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { allowedTypes, hasAllowedType, jsonTypeOf } from './json-type.ts';
import { listProblems } from './validate-list.ts';
import { numberProblems, textProblems } from './validate-scalar.ts';

/** Every problem that a schema has with an object, in the words of the API server. */
export const validateFields = (object: ApiObject, schema: StructuralSchema): readonly FieldError[] => {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...fields } = object;
  const required = (schema.required ?? []).filter((name) => !rootFields.includes(name));
  return objectProblems(fields, { ...schema, required }, '');
};

/**
 * Every problem that a schema has with the status of an object, as the API server tells them of a write of the status:
 * sentences name what is below the status (k8s.io/apiextensions-apiserver pkg/apiserver/customresource_handler.go).
 */
export const validateStatus = (
  { status }: ApiObject,
  { properties }: StructuralSchema,
): readonly FieldError[] => {
  const schema = properties?.['status'];
  if (status === undefined || schema === undefined) return [];
  return valueProblems(status, schema, '').map((problem) => ({
    ...problem,
    field: problem.field === '' ? 'status' : `status.${problem.field}`,
  }));
};

/** Checked apart from the schema, which may name them all the same. */
const rootFields: readonly string[] = ['apiVersion', 'kind', 'metadata'];

const valueProblems = (value: JsonValue, schema: StructuralSchema, path: string): readonly FieldError[] => {
  if (value === null && schema.nullable === true) return [];
  const allowed = allowedTypes(schema);
  const typed = hasAllowedType(value, allowed)
    ? typedProblems(value, schema, path)
    : [wrongType(value, schema, path)];
  return [...typed, ...enumProblems(value, schema, path), ...combined(value, schema, path)];
};

/** A number is told by its format where the schema has one (k8s.io/kube-openapi pkg/validation/validate/type.go). */
const wrongType = (value: JsonValue, schema: StructuralSchema, path: string): FieldError => {
  const { format = '' } = schema;
  const isText = typeof value === 'string' || isJsonList(value);
  const [wanted, found] =
    isText || value === null || format === ''
      ? [allowedTypes(schema).join(','), jsonTypeOf(value)]
      : [format, formatOf(value)];
  return typeInvalidField(path, found, `${path} in body must be of type ${wanted}: "${found}"`);
};

const formatOf = (value: JsonValue): string => {
  if (typeof value !== 'number') return '';
  return Number.isInteger(value) ? 'int64' : 'float64';
};

const typedProblems = (value: JsonValue, schema: StructuralSchema, path: string): readonly FieldError[] => {
  if (typeof value === 'string') return textProblems(value, schema, path);
  if (typeof value === 'number') return numberProblems(value, schema, path);
  if (isJsonObject(value)) return objectProblems(value, schema, path);
  if (!isJsonList(value)) return [];
  const { items } = schema;
  const members =
    items === undefined
      ? []
      : value.flatMap((each, index) => valueProblems(each, items, `${path}[${index}]`));
  return [...listProblems(value, schema, path), ...members];
};

const objectProblems = (
  object: JsonObject,
  schema: StructuralSchema,
  path: string,
): readonly FieldError[] => {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return [
    ...(schema.required ?? [])
      .filter((name) => ownMember(object, name) === undefined)
      .map((name) => requiredField(below(name))),
    ...sizeProblems(Object.keys(object).length, schema, path),
    ...Object.entries(object).flatMap(([name, value]) => {
      const known = memberSchema(schema, name);
      return value === undefined || known === undefined ? [] : valueProblems(value, known, below(name));
    }),
  ];
};

const sizeProblems = (size: number, schema: StructuralSchema, path: string): readonly FieldError[] => {
  const { minProperties, maxProperties } = schema;
  return [
    ...(minProperties !== undefined && size < minProperties
      ? [invalidField(path, size, `${path} in body should have at least ${minProperties} properties`)]
      : []),
    ...(maxProperties !== undefined && size > maxProperties ? [tooManyField(path, size, maxProperties)] : []),
  ];
};

const enumProblems = (value: JsonValue, schema: StructuralSchema, path: string): readonly FieldError[] => {
  const allowed = schema.enum;
  if (allowed === undefined) return [];
  const texts = allowed.map((each) => JSON.stringify(each));
  if (texts.includes(JSON.stringify(value))) return [];
  return [
    unsupportedField(
      path,
      value,
      allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
    ),
  ];
};

/** allOf, anyOf, oneOf and not, which structural schemas use for further conditions. */
const combined = (value: JsonValue, schema: StructuralSchema, path: string): readonly FieldError[] => {
  const fits = (each: StructuralSchema): boolean => valueProblems(value, each, path).length === 0;
  const invalid = (detail: string): FieldError[] => [invalidField(path, value, `"${path}" ${detail}`)];
  const matching = schema.oneOf?.filter(fits).length;
  return [
    ...(schema.allOf ?? []).flatMap((each) => valueProblems(value, each, path)),
    ...(schema.anyOf?.some(fits) === false ? invalid('must validate at least one schema (anyOf)') : []),
    ...(matching !== undefined && matching !== 1
      ? invalid(
          `must validate one and only one schema (oneOf). Found ${matching === 0 ? 'none' : matching} valid`,
        )
      : []),
    ...(schema.not !== undefined && fits(schema.not) ? invalid('must not validate the schema (not)') : []),
  ];
};
