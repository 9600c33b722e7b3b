import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import type { StructuralSchema } from '../../api/structural-schema.ts';
import { CelError, noSuchOverload } from './cel-error.ts';
import type { CelMap, CelValue } from './cel-value.ts';
import { escapeName, unescapeName } from './escape-name.ts';
import { parseGoDuration } from './go-duration.ts';
import { withResourceFields } from './resource-fields.ts';
import { isDay, parseTimestamp } from './timestamp.ts';

/**
 * A value of an object as rules see it; members are turned over when they are asked for (UnstructuredToVal of
 * k8s.io/apiserver pkg/cel/common). @throws CelError where it does not fit its schema
 */
export const valueOfJson = (value: JsonValue, schema: StructuralSchema): CelValue => {
  if (value === null) {
    if (schema.nullable === true) return null;
    throw new CelError('invalid data, got null for schema with nullable=false');
  }
  if (isJsonList(value)) return listOfJson(value, schema);
  return isJsonObject(value) ? objectOfJson(value, schema) : scalarOfJson(value, schema);
};

const scalarOfJson = (value: string | number | boolean, schema: StructuralSchema): CelValue => {
  if (schema['x-kubernetes-int-or-string'] === true && typeof value === 'boolean') {
    throw new CelError('invalid data, expected XIntOrString value to be either a string or integer');
  }
  if (typeof value === 'number') return schema.type === 'number' ? value : BigInt(Math.trunc(value));
  return typeof value === 'string' && schema.type === 'string' ? textOfJson(value, schema.format) : value;
};

const listOfJson = (values: readonly JsonValue[], schema: StructuralSchema): CelValue => {
  const { items: itemSchema = {} } = schema;
  const type = listTypeOf(schema);
  let made: readonly CelValue[] | undefined;
  return {
    kind: 'list',
    get items() {
      made ??= values.map((each) => valueOfJson(each, itemSchema));
      return made;
    },
    ...(type === undefined ? {} : { type }),
  };
};

const listTypeOf = (schema: StructuralSchema) => {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return type;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return type === 'map' ? { keys: keys.map((key) => escapeName(key) ?? key) } : undefined;
};

const objectOfJson = (object: JsonObject, given: StructuralSchema): CelMap => {
  const schema = given['x-kubernetes-embedded-resource'] === true ? withResourceFields(given) : given;
  const { properties, additionalProperties } = schema;
  if (properties !== undefined) return fieldsOfJson(object, properties);
  const known = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const names = Object.keys(object).filter((name) => object[name] !== undefined);
  if (known === undefined) {
    const hidden = new Map(names.map((name) => [name, object[name]]));
    return { kind: 'map', size: names.length, keys: () => [], find: () => undefined, hidden };
  }
  return {
    kind: 'map',
    size: names.length,
    keys: () => names,
    find: (key) => {
      const member = ownMember(object, textKey(key));
      return member === undefined ? undefined : valueOfJson(member, known);
    },
  };
};

const textKey = (key: CelValue): string => {
  if (typeof key === 'string') return key;
  throw noSuchOverload();
};

/** A field that is null is absent. */
const fieldsOfJson = (object: JsonObject, properties: Readonly<Record<string, StructuralSchema>>): CelMap => {
  const names = Object.keys(object).filter((name) => object[name] !== undefined);
  const isSeen = (name: string) => Object.hasOwn(properties, name);
  const hidden = new Map(names.filter((name) => !isSeen(name)).map((name) => [name, object[name]]));
  return {
    kind: 'map',
    size: names.length,
    keys: () => names.filter(isSeen).map((name) => escapeName(name) ?? name),
    find: (key) => {
      const name = unescapeName(textKey(key));
      const schema = isSeen(name) ? properties[name] : undefined;
      const value = ownMember(object, name);
      return value === undefined || value === null || schema === undefined
        ? undefined
        : fieldOfJson(value, schema);
    },
    hidden,
  };
};

/** What has no type of CEL is only compared. */
const fieldOfJson = (value: JsonValue, schema: StructuralSchema): CelValue => {
  const isTyped = schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true;
  if (isTyped) return valueOfJson(value, schema);
  return { kind: 'opaque', type: 'unknown', identity: JSON.stringify(value), content: value };
};

const textOfJson = (text: string, format = ''): CelValue => {
  switch (format) {
    case 'duration':
      return (
        parseGoDuration(text) ?? malformed(`Invalid duration ${text}: unable to parse ${text} as duration`)
      );
    case 'date':
      return (
        (isDay(text) ? parseTimestamp(`${text}T00:00:00Z`) : undefined) ??
        malformed(`Invalid date formatted string ${text}`)
      );
    case 'date-time':
      return parseTimestamp(text) ?? malformed(`Invalid date-time formatted string ${text}`);
    case 'byte':
      return Uint8Array.from(Buffer.from(text, 'base64'));
    default:
      return text;
  }
};

const malformed = (detail: string): never => {
  throw new CelError(detail);
};
