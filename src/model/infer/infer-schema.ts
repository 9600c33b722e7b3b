import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { PLAIN_TYPES } from '../schema/field-type.ts';
import type { Schema } from '../schema/schema.ts';
import type { Notes } from '../source/notes.ts';
import { inferInteger, inferText } from './infer-text.ts';
import { isEmbeddedObject } from './is-embedded-object.ts';
import { isMap } from './is-map.ts';
import { listKey } from './list-key.ts';
import { kindsOf, membersByKey, type Observation, observe } from './observation.ts';

const ANYTHING: Schema = PLAIN_TYPES.any;
const ANY_OBJECT: Schema = { type: 'object', ...ANYTHING };

/** The places whose keys are fields whatever they look like. */
const WHOLE: ReadonlySet<string> = new Set(['', 'spec', 'status']);

/** What is inferred from, and where it is noted what could not be. */
export type Inference = { readonly source: string; readonly notes: Notes };

/**
 * Infers the schema of a field from all values that samples have there: one that accepts each of them, and drops
 * nothing of them.
 *
 * Where values are of kinds that no schema unites, the field takes anything, with a warning.
 */
export function inferSchema(
  values: readonly JsonValue[],
  at: { path: string; name: string },
  inference: Inference,
): Schema {
  const observation = observe(values, at.path, at.name);
  const kinds = kindsOf(observation);
  const schema = schemaOfKinds(observation, kinds, inference);
  return observation.nulls > 0 &&
    (schema.type !== undefined || kinds.length === 0 || schema.anyOf !== undefined)
    ? { ...schema, nullable: true }
    : schema;
}

function schemaOfKinds(observation: Observation, kinds: readonly string[], inference: Inference): Schema {
  const [kind, second] = kinds;
  if (kind === undefined) return unknown(observation, inference, 'it is null in every sample');
  if (second === undefined) return schemaOfKind(kind, observation, inference);
  const united = kinds.length === 2 && observation.numbers.length > 0 && observation.texts.length > 0;
  if (united && observation.numbers.every(isExact)) return inferText(observation);
  return unknown(observation, inference, `samples have ${kinds.join(' and ')} there`);
}

function unknown({ path }: Observation, { source, notes }: Inference, why: string): Schema {
  notes.warnings.push({ path: `${source}: ${path}`, message: `${why}, so it can be anything` });
  return ANYTHING;
}

function schemaOfKind(kind: string, observation: Observation, inference: Inference): Schema {
  switch (kind) {
    case 'boolean':
      return PLAIN_TYPES.boolean;
    case 'number':
      return observation.numbers.every(isExact) ? inferInteger(observation) : PLAIN_TYPES.number;
    case 'string':
      return inferText(observation);
    case 'list':
      return inferList(observation, inference);
    default:
      return inferObject(observation, inference);
  }
}

/** Whole, and not so large that JSON readers round it. */
function isExact(value: number): boolean {
  return Number.isSafeInteger(value);
}

function inferList(observation: Observation, inference: Inference): Schema {
  const { lists, path, name } = observation;
  const items = lists.flat();
  if (items.length === 0) {
    const message = 'the list is empty in every sample, so its items can be anything';
    inference.notes.warnings.push({ path: `${inference.source}: ${path}`, message });
    return { type: 'array', items: ANYTHING };
  }
  const item = inferSchema(items, { path: `${path}[]`, name }, inference);
  const key =
    item.type === 'object' && item.properties !== undefined && item.nullable !== true
      ? listKey(observation)
      : undefined;
  if (key === undefined || item.properties?.[key]?.type !== 'string') return { type: 'array', items: item };
  return {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': [key],
    items: { ...item, required: [key] },
  };
}

function inferObject(observation: Observation, inference: Inference): Schema {
  const { objects, path } = observation;
  if (path !== '' && objects.every(isEmbeddedObject)) {
    return {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    };
  }
  const members = membersByKey(objects);
  if (members.size === 0) {
    const message = 'the object is empty in every sample, so any fields are kept';
    inference.notes.warnings.push({ path: `${inference.source}: ${path}`, message });
    return ANY_OBJECT;
  }
  if (!WHOLE.has(path) && isMap(observation)) {
    return {
      type: 'object',
      additionalProperties: inferSchema(
        [...members.values()].flat(),
        { path: `${path}{}`, name: '' },
        inference,
      ),
    };
  }
  return { type: 'object', properties: inferProperties(members, path, inference) };
}

function inferProperties(
  members: ReadonlyMap<string, readonly JsonValue[]>,
  path: string,
  inference: Inference,
): Readonly<Record<string, Schema>> {
  const properties = [...members].map(([name, values]): [string, Schema] => {
    const at = { path: path === '' ? name : `${path}.${name}`, name };
    return [name, inferSchema(values, at, inference)];
  });
  return Object.fromEntries(properties);
}

/** @returns the parts of an object that its schema declares: without apiVersion, kind and metadata */
export function bodyOf(object: JsonObject): JsonObject {
  const { apiVersion: _a, kind: _k, metadata: _m, ...body } = object;
  return isJsonObject(body) ? body : {};
}
