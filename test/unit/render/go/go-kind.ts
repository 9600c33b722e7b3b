import { PLAIN_TYPES } from '../../../../src/model/schema/field-type.ts';
import type { Schema } from '../../../../src/model/schema/schema.ts';
import { goScope } from '../../../../src/render/go/go-name.ts';
import type { GoKind } from '../../../../src/render/go/go-type.ts';
import { goTypesOf } from '../../../../src/render/go/go-types-of.ts';

export const { quantity, 'int-or-string': intOrString } = PLAIN_TYPES;
export const object = (properties: Readonly<Record<string, Schema>>, ...required: string[]): Schema => ({
  type: 'object',
  properties,
  required,
});
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const map = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });
export const string: Schema = { type: 'string' };
export const any: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** The types of a kind Widget whose spec has these fields. */
export const widget = (properties: Readonly<Record<string, Schema>>, ...required: string[]): GoKind =>
  kindOf('Widget', object({ spec: object(properties, ...required) }));

export const kindOf = (kind: string, schema: Schema): GoKind =>
  goTypesOf(
    { kind, listKind: `${kind}List`, plural: 'w', singular: 'w', shortNames: [], categories: [] },
    schema,
    goScope(['AddToScheme']),
  );
