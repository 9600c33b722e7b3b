import type { CONSTRAINT_TABLE } from '../custom-resource/constraint-table.ts';
import type { MemberType } from './read-members.ts';

/** Each constraint of the field language, as a member of a field that is written as a mapping. */
export const CONSTRAINT_MEMBERS = {
  enum: 'list',
  min: 'number',
  max: 'number',
  exclusiveMin: 'switch',
  exclusiveMax: 'switch',
  multipleOf: 'number',
  minLength: 'number',
  maxLength: 'number',
  pattern: 'text',
  format: 'text',
  minItems: 'number',
  maxItems: 'number',
  minProperties: 'number',
  maxProperties: 'number',
  nullable: 'switch',
  immutable: 'switch',
  listType: 'text',
  listMapKey: 'texts',
  mapType: 'text',
  preserve: 'switch',
  embedded: 'switch',
  desc: 'text',
} as const satisfies Record<keyof typeof CONSTRAINT_TABLE, MemberType>;

/** A field as an answers file may write it. */
export const FIELD_MEMBERS = {
  path: 'text',
  type: 'text',
  required: 'switch',
  default: 'any',
  ...CONSTRAINT_MEMBERS,
} as const satisfies Record<string, MemberType>;

/** What OpenAPI and the API of CRDs call them. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  description: 'desc',
  minimum: 'min',
  maximum: 'max',
  exclusiveMinimum: 'exclusiveMin',
  exclusiveMaximum: 'exclusiveMax',
  name: 'path',
  'x-kubernetes-list-type': 'listType',
  'x-kubernetes-list-map-keys': 'listMapKey',
  listMapKeys: 'listMapKey',
  'x-kubernetes-map-type': 'mapType',
  'x-kubernetes-preserve-unknown-fields': 'preserve',
  'x-kubernetes-embedded-resource': 'embedded',
};
