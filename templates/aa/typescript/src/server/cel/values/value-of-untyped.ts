import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import type { CelValue } from './cel-value.ts';

/**
 * A value of which no schema is known, as expressions of type dyn see it: whole numbers are ints, and nothing is hidden.
 * Members are turned over when they are asked for.
 */
export const valueOfUntyped = (value: JsonValue): CelValue => {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (isJsonList(value)) {
    let made: readonly CelValue[] | undefined;
    return {
      kind: 'list',
      isUntyped: true,
      get items() {
        made ??= value.map(valueOfUntyped);
        return made;
      },
    };
  }
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return {
    kind: 'map',
    isUntyped: true,
    size: names.length,
    keys: () => names,
    find: (key: CelValue) => {
      const member = typeof key === 'string' ? ownMember(value, key) : undefined;
      return member === undefined ? undefined : valueOfUntyped(member);
    },
  };
};
