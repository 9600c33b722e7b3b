import { CelError } from '../values/cel-error.ts';
import { listOf, optionalOf } from '../values/cel-list.ts';
import { type CelList, type CelValue, isKind } from '../values/cel-value.ts';
import { type Library, on, orNameless } from './overload.ts';

const isZero = (value: CelValue): boolean => {
  if (isKind(value, 'list')) return value.items.length === 0;
  if (isKind(value, 'map')) return value.size === 0;
  if (isKind(value, 'uint')) return value.value === 0n;
  if (isKind(value, 'duration')) return value.nanoseconds === 0n;
  if (isKind(value, 'optional')) return value.value === undefined || isZero(value.value);
  if (value instanceof Uint8Array) return value.length === 0;
  return value === null || value === 0n || value === 0 || value === '' || value === false;
};

const unwrapped = ({ items }: CelList): CelValue =>
  listOf(items.flatMap((item) => (isKind(item, 'optional') && item.value !== undefined ? [item.value] : [])));

/** Functions on optionals (cel-go cel/library.go, OptionalTypes); `or` and `orValue` get no alternative that is not needed. */
export const optionalFunctions: Library = {
  'optional.none': [on([], () => optionalOf())],
  'optional.of': [on(['any'], optionalOf)],
  'optional.ofNonZeroValue': [on(['any'], (value) => optionalOf(isZero(value) ? undefined : value))],
  'optional.unwrap': [on(['list'], unwrapped)],
  unwrapOpt: [on(['list'], unwrapped)],
  hasValue: [on(['optional'], ({ value }) => value !== undefined)],
  value: [
    on(['optional'], ({ value }) => {
      if (value === undefined) throw new CelError('optional.none() dereference');
      return value;
    }),
  ],
  or: [
    on(['optional'], (optional) => optional),
    on(['optional', 'optional'], (_, other) => other),
    orNameless,
  ],
  orValue: [
    on(['optional'], ({ value }) => value ?? null),
    on(['optional', 'any'], (_, other) => other),
    orNameless,
  ],
};
