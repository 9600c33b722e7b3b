import { noSuchOverload } from '../values/cel-error.ts';
import { type CelType, type CelValue, isKind } from '../values/cel-value.ts';
import { authorizerFunctions } from './authorizer-functions.ts';
import { conversions } from './conversions.ts';
import { listFunctions } from './list-functions.ts';
import { formatFunctions } from './named-formats.ts';
import { networkFunctions, networkTexts } from './network-functions.ts';
import { optionalFunctions } from './optional-functions.ts';
import { type CelFunction, functionOf, type Library, type Overload, on } from './overload.ts';
import { quantityFunctions } from './quantity-functions.ts';
import { semverFunctions } from './semver-functions.ts';
import { textFunctions } from './text-functions.ts';
import { timeFunctions } from './time-functions.ts';
import { urlFunctions } from './url-functions.ts';

const size = (value: CelValue): bigint => {
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof Uint8Array) return BigInt(value.length);
  if (isKind(value, 'list')) return BigInt(value.items.length);
  if (isKind(value, 'map')) return BigInt(value.size);
  throw noSuchOverload('size');
};

const libraries: readonly Library[] = [
  { size: [on(['any'], size)] },
  { string: networkTexts },
  authorizerFunctions,
  conversions,
  formatFunctions,
  listFunctions,
  networkFunctions,
  optionalFunctions,
  quantityFunctions,
  semverFunctions,
  textFunctions,
  timeFunctions,
  urlFunctions,
];

/** Where several libraries have a function, it takes what any of them takes. */
const overloads = new Map<string, Overload[]>();
for (const [name, own] of libraries.flatMap((library) => Object.entries(library))) {
  overloads.set(name, [...(overloads.get(name) ?? []), ...own]);
}

/**
 * Every function that rules can call but for macros, as the environment of Kubernetes has them from 1.35 on
 * (k8s.io/apiserver pkg/cel/environment/base.go); those of a namespace with it: `sets.contains`.
 */
export const functions: ReadonlyMap<string, CelFunction> = new Map(
  [...overloads].map(([name, own]) => [name, functionOf(name, own)]),
);

/** Names that stand for types. */
export const typeNames: ReadonlyMap<string, CelType> = new Map(
  'bool bytes double int list map null_type optional_type string type uint google.protobuf.Duration google.protobuf.Timestamp'
    .split(' ')
    .map((name) => [name, { kind: 'type', name }]),
);
