import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import type { SampleMode, Sampling } from './sampling.ts';

/**
 * Makes an object or map that satisfies its schema.
 *
 * @returns its members in the order of the schema's properties; maps have the keys `key`, `key-2` and so on
 * @throws NoSampleError where a member has no sample
 */
export function sampleMembers(schema: Schema, sampling: Sampling): JsonObject {
  const { additionalProperties, minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  const declared = embeddedMembers(schema, declaredMembers(schema, sampling));
  const keepsUnknown =
    schema['x-kubernetes-preserve-unknown-fields'] === true && schema.properties === undefined;
  const open = additionalProperties !== undefined || keepsUnknown;
  const wanted = Math.max(minProperties, open && sampling.mode === 'full' ? 1 : 0);
  const members = new Map(Object.entries(declared));
  const canGrow = open || schema['x-kubernetes-preserve-unknown-fields'] === true;
  for (let n = 1; canGrow && members.size < Math.min(wanted, maxProperties); n++) {
    members.set(n === 1 ? 'key' : `key-${n}`, entryOf(additionalProperties, sampling));
  }
  return Object.fromEntries(members);
}

function entryOf(additionalProperties: Schema | undefined, sampling: Sampling): JsonValue {
  return additionalProperties === undefined
    ? 'value'
    : sampling.samplePart(additionalProperties, `${sampling.path}{}`);
}

function declaredMembers(schema: Schema, sampling: Sampling): JsonObject {
  const members = chosenProperties(schema, sampling.mode).map(([name, property]): [string, JsonValue] => [
    name,
    sampling.samplePart(property, sampling.path === '' ? name : `${sampling.path}.${name}`),
  ]);
  return Object.fromEntries(members);
}

/** Required properties, then others as far as the mode and the limits ask for them, in the schema's order. */
function chosenProperties(schema: Schema, mode: SampleMode): readonly (readonly [string, Schema])[] {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  const wanted = mode === 'full' ? properties.length : Math.max(required.size, minProperties);
  let optional = Math.min(wanted, maxProperties) - required.size;
  return properties.filter(([name]) => required.has(name) || optional-- > 0);
}

/** An embedded object must say what it is; its metadata is checked like any object's. */
function embeddedMembers(schema: Schema, declared: JsonObject): JsonObject {
  if (schema['x-kubernetes-embedded-resource'] !== true) return declared;
  const metadata = isJsonObject(declared['metadata']) ? declared['metadata'] : {};
  return { apiVersion: 'v1', kind: 'ConfigMap', ...declared, metadata: { name: 'example', ...metadata } };
}
