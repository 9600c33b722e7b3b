import type { CelNode } from '../syntax/cel-node.ts';
import { CelSyntaxError } from '../syntax/cel-syntax-error.ts';
import { CelError, noSuchOverload } from '../values/cel-error.ts';
import { listOf, mapOf, optionalOf } from '../values/cel-list.ts';
import { type CelValue, isKind, kindOf } from '../values/cel-value.ts';
import { hasMember } from './access.ts';
import { type Evaluation, type Frame, spend, withVariable } from './frame.ts';
import { chainUntil, truth } from './logic.ts';
import { sortByKeys } from './sort-by-keys.ts';

/** How an expression is compiled where some variables are known. */
export type Compile = (node: CelNode, ...variables: readonly string[]) => Evaluation;

type Call = CelNode & { readonly op: 'call' };
type Macro = (call: Call, compile: Compile) => Evaluation | undefined;

/** The evaluation of a macro, undefined for a call that is none. @throws CelSyntaxError */
export const compileMacro = (call: Call, compile: Compile): Evaluation | undefined => {
  const macro = Object.hasOwn(macros, call.name) ? macros[call.name] : undefined;
  return macro?.(call, compile);
};

const compileHas: Macro = ({ receiver, args: [argument], args }, compile) => {
  if (receiver !== undefined || args.length !== 1) return undefined;
  if (argument?.op !== 'select') throw new CelSyntaxError('invalid argument to has() macro');
  const of = compile(argument.of);
  return (frame) => {
    spend(frame, 1);
    return hasMember(of(frame), argument.field);
  };
};

const nameOf = (node: CelNode | undefined): string => {
  if (node?.op !== 'name') throw new CelSyntaxError('argument must be a simple name');
  return node.name;
};

/** A frame for each member: with its variables. */
type Rounds = (value: CelValue, frame: Frame) => Iterable<Frame>;

/** The name of a value's type in Go, which cel-go tells. */
const goName = (value: CelValue): string => {
  const kind = kindOf(value);
  return kind.charAt(0).toUpperCase() + kind.slice(1);
};

/** With one name, the items of a list or the keys of a map; with two, their place or key and the member. */
const roundsOf = (first: string, second?: string): Rounds =>
  function* (value, frame) {
    for (const [key, member] of membersOf(value, second !== undefined)) {
      spend(frame, 1);
      const inner = withVariable(frame, first, key);
      yield second === undefined ? inner : withVariable(inner, second, member);
    }
  };

const membersOf = (value: CelValue, isPaired: boolean): readonly (readonly [CelValue, CelValue])[] => {
  if (isKind(value, 'list')) {
    return value.items.map((item, index) => (isPaired ? [BigInt(index), item] : [item, null]));
  }
  if (isKind(value, 'map'))
    return value.keys().map((key) => [key, isPaired ? (value.find(key) ?? null) : null]);
  throw new CelError(`got 'types.${goName(value)}', expected iterable type`);
};

type Loop = {
  readonly over: Evaluation;
  readonly rounds: Rounds;
  /** The arguments after the names. */
  readonly parts: readonly Evaluation[];
};

/** A macro on a list or a map: `names` before the expressions, of which there may be so many. */
const loop =
  (
    counts: readonly (readonly [names: 1 | 2, expressions: number])[],
    run: (loop: Loop, frame: Frame) => CelValue,
  ): Macro =>
  ({ receiver, args }, compile) => {
    const shape = counts.find(([names, expressions]) => names + expressions === args.length);
    if (receiver === undefined || shape === undefined) return undefined;
    const [first, second] = args.slice(0, shape[0]).map(nameOf);
    if (first === undefined) return undefined;
    const names = second === undefined ? [first] : [first, second];
    const own = {
      over: compile(receiver),
      rounds: roundsOf(first, second),
      parts: args.slice(shape[0]).map((each) => compile(each, ...names)),
    };
    return (frame) => run(own, frame);
  };

/** `all` ends with the first false, `exists` with the first true. */
const quantifier = (decisive: boolean): Macro =>
  loop(
    [
      [1, 1],
      [2, 1],
    ],
    ({ over, rounds, parts: [test = yes] }, frame) => {
      const chain = chainUntil(decisive);
      for (const inner of rounds(over(frame), frame)) if (chain.add(test, inner)) break;
      return chain.result();
    },
  );

const yes: Evaluation = () => true;

const exactlyOne = loop(
  [
    [1, 1],
    [2, 1],
  ],
  ({ over, rounds, parts: [test = yes] }, frame) => {
    let found = 0;
    for (const inner of rounds(over(frame), frame)) if (truth(test(inner))) found += 1;
    return found === 1;
  },
);

/** What the rounds give that pass: the last part is the result, one before it the condition. */
const collected = function* (
  { over, rounds, parts }: Loop,
  frame: Frame,
): Iterable<readonly [Frame, CelValue]> {
  const [test = yes, result] = parts.length === 1 ? [yes, parts[0]] : parts;
  for (const inner of rounds(over(frame), frame)) {
    if (truth(test(inner)) && result !== undefined) yield [inner, result(inner)];
  }
};

const mapped = (own: Loop, frame: Frame): CelValue =>
  listOf([...collected(own, frame)].map(([, value]) => value));

const entriesOnce = (entries: readonly (readonly [CelValue, CelValue])[]): CelValue => {
  const made = mapOf(entries);
  if (made.size === entries.length) return made;
  const twice = entries.find(([key], index) => mapOf(entries.slice(0, index)).find(key) !== undefined);
  throw new CelError(`insert failed: key ${String(twice?.[0])} already exists`);
};

const onOptional =
  (finish: (value: CelValue) => CelValue): Macro =>
  ({ receiver, args: [variable, expression], args }, compile) => {
    if (receiver === undefined || args.length !== 2 || expression === undefined) return undefined;
    const name = nameOf(variable);
    const of = compile(receiver);
    const run = compile(expression, name);
    return (frame) => {
      const value = of(frame);
      if (!isKind(value, 'optional')) throw noSuchOverload();
      return value.value === undefined ? value : finish(run(withVariable(frame, name, value.value)));
    };
  };

const macros: Readonly<Record<string, Macro>> = {
  has: compileHas,
  all: quantifier(false),
  exists: quantifier(true),
  exists_one: exactlyOne,
  existsOne: exactlyOne,
  map: loop(
    [
      [1, 1],
      [1, 2],
    ],
    mapped,
  ),
  filter: loop([[1, 1]], ({ over, rounds, parts: [test = yes] }, frame) => {
    const kept: CelValue[] = [];
    for (const inner of rounds(over(frame), frame)) {
      if (truth(test(inner))) kept.push(inner.scope?.value ?? null);
    }
    return listOf(kept);
  }),
  transformList: loop(
    [
      [2, 1],
      [2, 2],
    ],
    mapped,
  ),
  transformMap: loop(
    [
      [2, 1],
      [2, 2],
    ],
    // The key is the outer one of the two variables.
    (own, frame) =>
      mapOf(
        [...collected(own, frame)].map(
          ([inner, value]) => [inner.scope?.outer?.value ?? null, value] as const,
        ),
      ),
  ),
  transformMapEntry: loop(
    [
      [2, 1],
      [2, 2],
    ],
    (own, frame) =>
      entriesOnce(
        [...collected(own, frame)].flatMap(([, made]) => {
          if (!isKind(made, 'map')) throw noSuchOverload();
          return made.keys().map((key) => [key, made.find(key) ?? null] as const);
        }),
      ),
  ),
  sortBy: loop([[1, 1]], (own, frame) => {
    const list = own.over(frame);
    const keys = mapped({ ...own, over: () => list }, frame);
    return sortByKeys(list, keys);
  }),
  optMap: onOptional(optionalOf),
  optFlatMap: onOptional((value) => {
    if (!isKind(value, 'optional')) throw noSuchOverload();
    return value;
  }),
};
