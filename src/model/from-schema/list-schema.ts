import type { Schema } from '../schema/schema.ts';
import { below, type Context, warn } from './context.ts';
import type { FlatNode } from './node.ts';

const ANYTHING: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** Makes the schema of a list. A tuple becomes a list of whatever may stand at any of its places. */
export function listSchema(node: FlatNode, context: Context): Schema {
  const { plain, tuple, at } = node;
  const items = tuple === undefined ? itemsOf(node, context) : tupleItems(node, tuple, context);
  const { minItems, maxItems } = plain;
  const most = tuple !== undefined && node.items === false ? tuple.length : undefined;
  const limit = typeof maxItems === 'number' ? maxItems : most;
  return {
    type: 'array',
    ...(typeof minItems === 'number' && minItems > 0 ? { minItems } : {}),
    ...(limit === undefined ? {} : { maxItems: limit }),
    ...(plain['uniqueItems'] === true ? uniqueItems(items, { context, at }) : {}),
    items,
  };
}

function itemsOf({ items, at }: FlatNode, context: Context): Schema {
  if (items !== undefined && items !== false) return context.convert(items);
  if (items === undefined) warn(context, at, 'nothing is said of the items, so they can be anything');
  return ANYTHING;
}

function tupleItems(node: FlatNode, tuple: NonNullable<FlatNode['tuple']>, context: Context): Schema {
  const { items, at } = node;
  warn(context, at, 'a CRD cannot say what stands at which place of a list: every item may be any of them');
  const choices = [...tuple, ...(items === undefined || items === false ? [] : [items])];
  return choices.length === 0 ? ANYTHING : context.convert([{ choices, at: below(context, at, 'items') }]);
}

/** The API server refuses uniqueItems; scalars of a set are unique as well. */
function uniqueItems(items: Schema, place: { readonly context: Context; readonly at: string }): Schema {
  const scalar = ['boolean', 'integer', 'number', 'string'].includes(items.type ?? '');
  const single = scalar || items['x-kubernetes-int-or-string'] === true;
  if (single && items.nullable !== true) return { 'x-kubernetes-list-type': 'set' };
  warn(
    place.context,
    place.at,
    'uniqueItems of anything but scalars is lost; x-kubernetes-list-type: map tells objects apart by a key',
  );
  return {};
}
