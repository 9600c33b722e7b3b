import type { CelValue } from '../values/cel-value.ts';

/** A parsed expression of the Common Expression Language. Operators are calls, under the names that cel-go gives them: `_+_`. */
export type CelNode =
  | { readonly op: 'literal'; readonly value: CelValue }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'select'; readonly of: CelNode; readonly field: string; readonly optional: boolean }
  | { readonly op: 'index'; readonly of: CelNode; readonly key: CelNode; readonly optional: boolean }
  | {
      readonly op: 'call';
      readonly name: string;
      /** What the function is called on: `self.items` of `self.items.all(…)`. */
      readonly receiver?: CelNode;
      readonly args: readonly CelNode[];
    }
  | { readonly op: 'list'; readonly items: readonly CelItem[] }
  | { readonly op: 'map'; readonly entries: readonly CelEntry[] }
  | { readonly op: 'struct'; readonly type: string; readonly fields: readonly CelField[] };

/** An item of a list; an optional one, `?x`, is left out where it has no value. */
export type CelItem = { readonly value: CelNode; readonly optional: boolean };

/** An entry of a map. */
export type CelEntry = CelItem & { readonly key: CelNode };

/** A field of a struct, `Object.spec{size: 3}`. */
export type CelField = CelItem & { readonly name: string };

/** `google.protobuf.Timestamp`, `sets`: a name with dots, undefined for what is no name. */
export const dottedName = (node: CelNode): string | undefined => {
  if (node.op === 'name') return node.name;
  const of = node.op === 'select' && !node.optional ? dottedName(node.of) : undefined;
  return of === undefined || node.op !== 'select' ? undefined : `${of}.${node.field}`;
};
