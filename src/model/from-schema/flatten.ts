import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { below, type Context, countNodes, oneDeeper, warn } from './context.ts';
import { warnOfLostKeywords } from './lost-keywords.ts';
import { mergeFlat } from './merge-flat.ts';
import { type ActiveRefs, type ConjunctionOf, emptyFlat, type FlatNode, type Sub } from './node.ts';
import { type NodePlace, readNode } from './read-node.ts';
import { resolveRef } from './resolve-ref.ts';

/**
 * Puts nodes that hold together into one: references followed, allOf merged.
 *
 * A reference to something that the node lies in makes the result `recursive`; one that leads nowhere is a violation.
 */
export function flatten(context: Context, nodes: ConjunctionOf): FlatNode {
  const [first, ...others] = nodes.map((node) => flattenSub(context, node));
  if (first === undefined) return emptyFlat('');
  return others.reduce(mergeFlat, first);
}

function flattenSub(context: Context, node: Sub): FlatNode {
  countNodes(context, node.at);
  if ('choices' in node) {
    const union = { mode: 'anyOf' as const, at: node.at, branches: node.choices };
    return { ...emptyFlat(node.at), unions: [union] };
  }
  const { raw, active } = node;
  const at = positionOf(raw) ?? node.at;
  if (raw === false) return { ...emptyFlat(at), never: true };
  if (!isJsonObject(raw)) {
    if (raw !== true)
      context.notes.violations.push({ path: at, message: 'a schema must be an object or a boolean' });
    return emptyFlat(at);
  }
  warnOfLostKeywords(context, raw, at);
  return oneDeeper(context, at, () => flattenObject(raw, { context, at, active }));
}

function positionOf(raw: JsonValue): string | undefined {
  const position = isJsonObject(raw) ? raw['x-kx-at'] : undefined;
  return typeof position === 'string' ? position : undefined;
}

function flattenObject(raw: JsonObject, place: NodePlace): FlatNode {
  const { context, at, active } = place;
  const parts = isJsonList(raw['allOf'])
    ? raw['allOf'].map((part, index) =>
        flattenSub(context, { raw: part, at: below(context, at, 'allOf', index), active }),
      )
    : [];
  const target = typeof raw['$ref'] === 'string' ? [flattenRef(raw['$ref'], place)] : [];
  return { ...[...target, ...parts, readNode(raw, place)].reduce(mergeFlat), at };
}

function flattenRef(ref: string, { context, at, active }: NodePlace): FlatNode {
  if (isActive(active, ref)) {
    context.open.add(ref);
    return { ...emptyFlat(at), types: typesOfTarget(context, ref), recursive: true };
  }
  const resolved = resolveRef(context.document, ref);
  if ('problem' in resolved) {
    context.notes.violations.push({ path: at, message: resolved.problem, hint: resolved.hint });
    return emptyFlat(at);
  }
  const targetAt = context.positioned ? at : `${context.source}${ref}`;
  return flattenSub(context, { raw: resolved.target, at: targetAt, active: { ref, outer: active } });
}

function isActive(active: ActiveRefs, ref: string): boolean {
  for (let each = active; each !== undefined; each = each.outer) {
    if (each.ref === ref) return true;
  }
  return false;
}

/** An object that is cut off is still known to be an object. */
function typesOfTarget(context: Context, ref: string): readonly string[] | undefined {
  const resolved = resolveRef(context.document, ref);
  if (!('target' in resolved) || !isJsonObject(resolved.target)) return undefined;
  const { type, properties } = resolved.target;
  return type === 'object' || (type === undefined && properties !== undefined) ? ['object'] : undefined;
}

/** Says that something recursive was cut. */
export function warnOfCut(context: Context, at: string): void {
  warn(context, at, 'it contains itself, and a CRD cannot say that: from here on any fields are taken');
}
