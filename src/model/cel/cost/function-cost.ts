import type { CelType } from '../cel-type.ts';
import { type Estimate, sizeOrUnknown, times } from './estimate.ts';
import { placeAt, sizeAt } from './place.ts';

/** One operand of a call, the receiver first. */
export type Operand = Estimate & { readonly type: CelType };

/** What a call costs beside its operands, and how large its result is where the estimate says so. */
export type FunctionCost = { readonly cost: number; readonly size?: number };

type Reckon = (operands: readonly Operand[], isMember: boolean) => FunctionCost | undefined;

/** Of common/cost.go of cel-go: reading a character, and a character of a regular expression. */
const CHARACTER = 0.1;
const REGEX_CHARACTER = 0.25;
/** MaxNameFormatRegexSize of k8s.io/apiserver/pkg/cel. */
const NAME_FORMAT_REGEX = 128;

const ONE: FunctionCost = { cost: 1 };
const sizeOf = (operand: Operand | undefined): number =>
  operand === undefined ? Number.POSITIVE_INFINITY : sizeOrUnknown(operand);
const isSimple = (operand: Operand | undefined, ...names: readonly string[]): boolean =>
  operand?.type.kind === 'simple' && names.includes(operand.type.name);
const isText = (operand: Operand | undefined): boolean => isSimple(operand, 'bytes', 'dyn', 'string');

const reads =
  (factor: number, keepsSize = false): Reckon =>
  ([text]) => {
    const cost = times(sizeOf(text), factor);
    return keepsSize ? { cost, size: sizeOf(text) } : { cost };
  };
const matching: Reckon = ([text, pattern], isMember) =>
  isMember
    ? { cost: times(times(sizeOf(text) + 1, CHARACTER), times(sizeOf(pattern), REGEX_CHARACTER)) }
    : undefined;
const comparing: Reckon = ([a, b]) => ({ cost: times(Math.min(sizeOf(a), sizeOf(b)), CHARACTER) });
const ordering: Reckon = (operands, isMember) =>
  operands.every(isText) ? comparing(operands, isMember) : undefined;
const ofList: Reckon = ([list]) => {
  if (list === undefined) return undefined;
  if (list.type.kind !== 'list') return { cost: times(sizeOf(list), CHARACTER) };
  const item = list.type.of;
  const isOfTexts = item.kind === 'simple' && (item.name === 'string' || item.name === 'bytes');
  const itemSize = sizeAt(placeAt(list.place, { kind: 'element' })) ?? Number.POSITIVE_INFINITY;
  return { cost: times(sizeOf(list), 1 + (isOfTexts ? times(itemSize, CHARACTER) : 0)) };
};

const ofSets =
  (factor: number): Reckon =>
  ([a, b]) => ({ cost: times(times(sizeOf(a), sizeOf(b)), factor) + 1 });
const squared: Reckon = ([list]) => {
  const pairs = times(sizeOf(list), sizeOf(list));
  const isOfTexts = list?.type.kind === 'list' && isText({ ...list, type: list.type.of });
  return { cost: times(pairs, isOfTexts ? 2 + CHARACTER : 2) + 11, size: pairs };
};

/** Of cel-go, ext/sets.go and ext/lists.go; the call and the new list cost 11. */
const LISTS: Readonly<Record<string, Reckon>> = {
  distinct: ([list]) => ({
    cost: times(times(sizeOf(list), sizeOf(list)), 2) + 11,
    size: times(sizeOf(list), sizeOf(list)),
  }),
  reverse: ([list]) => ({ cost: sizeOf(list) + 11, size: sizeOf(list) }),
  'sets.contains': ofSets(1),
  'sets.equivalent': ofSets(2),
  'sets.intersects': ofSets(1),
  sort: squared,
};

/** The calls whose cost grows with their operands; others cost 1. */
const FUNCTIONS: Readonly<Record<string, Reckon>> = {
  '_==_': (operands, isMember) =>
    operands[0]?.type.kind === 'opaque' ? undefined : comparing(operands, isMember),
  '_!=_': comparing,
  '_<_': ordering,
  '_<=_': ordering,
  '_>_': ordering,
  '_>=_': ordering,
  '_+_': ([a, b]) => {
    const size = sizeOf(a) + sizeOf(b);
    if (a?.type.kind === 'list') return { cost: 1, size };
    return isText(a) ? { cost: times(size, CHARACTER), size } : undefined;
  },
  '@in': ([, list]) => (list?.type.kind === 'map' ? undefined : { cost: times(sizeOf(list), 1) }),
  bytes: ([text]) =>
    isSimple(text, 'string', 'dyn')
      ? { cost: times(sizeOf(text), CHARACTER), size: sizeOf(text) * 4 }
      : undefined,
  // Of a value of any type it may be that of bytes, and has its size.
  string: ([value]) =>
    isSimple(value, 'bytes', 'dyn')
      ? { cost: times(sizeOf(value), CHARACTER), size: sizeOf(value) }
      : undefined,
  contains: ([text, part]) => ({
    cost: times(times(sizeOf(text), CHARACTER), times(sizeOf(part), CHARACTER)),
  }),
  endsWith: ([, part]) => ({ cost: times(sizeOf(part), CHARACTER) }),
  startsWith: ([, part]) => ({ cost: times(sizeOf(part), CHARACTER) }),
  find: ([text, ...more], isMember) =>
    withSize(matching([...(text === undefined ? [] : [text]), ...more], isMember), text),
  findAll: ([text, ...more], isMember) =>
    withSize(matching([...(text === undefined ? [] : [text]), ...more], isMember), text),
  format: reads(CHARACTER),
  indexOf: ofList,
  isSorted: ofList,
  lastIndexOf: ofList,
  max: ofList,
  min: ofList,
  sum: ofList,
  join: ([list, separator]) => {
    const count = sizeOf(list);
    const item = sizeAt(placeAt(list?.place, { kind: 'element' })) ?? Number.POSITIVE_INFINITY;
    const between = separator === undefined ? 0 : times(sizeOf(separator), Math.max(0, count - 1));
    const size = times(count, item) + between;
    return { cost: times(size, CHARACTER), size };
  },
  lowerAscii: reads(CHARACTER, true),
  matches: matching,
  replace: ([text, , by]) => {
    const size = sizeOf(text);
    return { cost: times(size, 2 * CHARACTER), size: times(size + 1, sizeOf(by)) + size };
  },
  split: ([text]) => ({ cost: times(sizeOf(text), 2 * CHARACTER), size: sizeOf(text) }),
  'strings.quote': ([text]) => ({ cost: times(sizeOf(text), CHARACTER), size: sizeOf(text) * 2 + 2 }),
  substring: reads(CHARACTER, true),
  trim: reads(CHARACTER, true),
  upperAscii: reads(CHARACTER, true),
  ...LISTS,
  cidr: reads(CHARACTER),
  containsCIDR: ([, other]) => ({ cost: 7 + (isText(other) ? times(sizeOf(other), CHARACTER) : 0) }),
  containsIP: ([, other]) => ({ cost: 4 + (isText(other) ? times(sizeOf(other), CHARACTER) : 0) }),
  ip: (operands, isMember) => (isMember ? undefined : reads(CHARACTER)(operands, isMember)),
  'ip.isCanonical': reads(2 * CHARACTER),
  isCIDR: reads(CHARACTER),
  isIP: reads(CHARACTER),
  isQuantity: reads(CHARACTER),
  isSemver: reads(CHARACTER),
  quantity: reads(CHARACTER),
  semver: reads(CHARACTER),
  url: reads(CHARACTER, true),
  validate: ([, text]) => ({
    cost: times(times(sizeOf(text), CHARACTER), NAME_FORMAT_REGEX * REGEX_CHARACTER),
  }),
};

/**
 * @param operands the receiver first, where there is one
 * @see EstimateCallCost of k8s.io/apiserver/pkg/cel/library/cost.go; functionCost of cel-go/checker/cost.go
 */
export function functionCost(name: string, operands: readonly Operand[], isMember: boolean): FunctionCost {
  const reckon = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return reckon?.(operands, isMember) ?? ONE;
}

function withSize(cost: FunctionCost | undefined, text: Operand | undefined): FunctionCost | undefined {
  return cost === undefined ? undefined : { ...cost, size: sizeOf(text) };
}
