import type { ASTNode } from '@marcbachmann/cel-js';
import type { CelType } from '../cel-type.ts';
import { type EntrySizes, type Estimate, sizeOrUnknown, times } from './estimate.ts';
import { type Place, placeAt } from './place.ts';

/** The variables of comprehensions around a part of an expression. */
export type CostScope = ReadonlyMap<string, Estimate>;

/** How parts are estimated. */
export type Costing = {
  readonly root: Place;
  readonly typeOf: (node: ASTNode) => CelType;
  readonly estimate: (node: ASTNode, scope: CostScope) => Estimate;
};

/** A comprehension as cel-go writes it out: what it costs beside its body, once and for each element. */
type Loop = {
  readonly variables: 1 | 2;
  readonly once: number;
  readonly each: number;
  /** Whether it makes a list or map, with entries of the size of its body. */
  readonly makes?: 'items' | 'list' | 'map';
};

/** The accumulator, conditions and results that the macros of cel-go (parser/macro.go, ext/comprehensions.go) expand to. */
const LOOPS: Readonly<Record<string, Loop>> = {
  'all/2': { variables: 1, once: 1, each: 3 },
  'all/3': { variables: 2, once: 1, each: 3 },
  'exists/2': { variables: 1, once: 1, each: 4 },
  'exists/3': { variables: 2, once: 1, each: 4 },
  'exists_one/2': { variables: 1, once: 2, each: 2 },
  'exists_one/3': { variables: 2, once: 2, each: 2 },
  'existsOne/3': { variables: 2, once: 2, each: 2 },
  'filter/2': { variables: 1, once: 11, each: 13, makes: 'items' },
  'map/2': { variables: 1, once: 11, each: 12, makes: 'list' },
  'map/3': { variables: 1, once: 11, each: 12, makes: 'list' },
  'transformList/3': { variables: 2, once: 11, each: 12, makes: 'list' },
  'transformList/4': { variables: 2, once: 11, each: 12, makes: 'list' },
  'transformMap/3': { variables: 2, once: 31, each: 3, makes: 'map' },
  'transformMap/4': { variables: 2, once: 31, each: 3, makes: 'map' },
};

/** @returns what a comprehension costs; undefined for a call that is none, or one that is not reckoned */
export function macroCost(
  node: ASTNode & { op: 'rcall' },
  costing: Costing,
  scope: CostScope,
): Estimate | undefined {
  const [name, range, args] = node.args;
  const key = `${name}/${args.length}`;
  const loop = Object.hasOwn(LOOPS, key) ? LOOPS[key] : undefined;
  if (loop === undefined) return undefined;
  const over = costing.estimate(range, scope);
  const inner = new Map([
    ...scope,
    ...variablesOf({ loop, args, over, container: costing.typeOf(range).kind, costing }),
  ]);
  const bodies = args.slice(loop.variables).map((body) => costing.estimate(body, inner));
  const each = bodies.reduce((sum, { cost }) => sum + cost, loop.each);
  const count = sizeOrUnknown(over);
  const cost = over.cost + loop.once + times(count, each);
  if (loop.makes === undefined) return { cost, size: 1 };
  const variable = args[0]?.op === 'id' ? inner.get(args[0].args) : undefined;
  const made = loop.makes === 'items' ? variable : bodies.at(-1);
  // cel-go knows the entries of lists that grow by concatenation, and not those of maps.
  const value = made === undefined ? Number.POSITIVE_INFINITY : sizeOrUnknown(made);
  const entries: EntrySizes | undefined =
    loop.makes === 'map' ? undefined : { container: 'list', key: 1, value };
  return { cost, size: count, entries };
}

type Variables = {
  readonly loop: Loop;
  readonly args: readonly ASTNode[];
  readonly over: Estimate;
  readonly container: CelType['kind'];
  readonly costing: Costing;
};

function variablesOf({
  loop,
  args,
  over,
  container,
  costing,
}: Variables): readonly (readonly [string, Estimate])[] {
  const isList = (over.entries?.container ?? container) === 'list';
  // What is made in an expression has no path, and cel-go then looks its items up as if they were the root itself.
  const elements = over.place === undefined ? costing.root : placeAt(over.place, { kind: 'element' });
  const keys =
    over.place === undefined ? costing.root : placeAt(over.place, { kind: isList ? 'none' : 'key' });
  const element: Estimate = { cost: 1, size: over.entries?.value, place: elements };
  const key: Estimate = { cost: 1, size: over.entries?.key, place: keys };
  const variables = loop.variables === 2 ? [key, element] : [isList ? element : key];
  return variables.flatMap((estimate, index) => {
    const argument = args[index];
    return argument?.op === 'id' ? [[argument.args, estimate] as const] : [];
  });
}
