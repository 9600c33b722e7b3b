import { CelError, noSuchOverload } from '../values/cel-error.ts';
import { optionalOf } from '../values/cel-list.ts';
import { type CelValue, isKind, typeNameOf } from '../values/cel-value.ts';

/** `value.key` or `value[key]`: of an optional the optional of it. @throws CelError where it is not there */
export const memberOf = (value: CelValue, key: CelValue): CelValue => {
  if (isKind(value, 'optional')) return optionalMemberOf(value, key);
  const found = findMember(value, key);
  if (found !== undefined) return found;
  const what = isKind(value, 'list') ? 'index out of bounds' : 'no such key';
  throw new CelError(`${what}: ${keyText(key)}`);
};

/** `value.?key` or `value[?key]`. */
export const optionalMemberOf = (value: CelValue, key: CelValue): CelValue => {
  const inner = isKind(value, 'optional') ? value.value : value;
  return optionalOf(inner === undefined ? undefined : findMember(inner, key));
};

/** `has(value.key)`. */
export const hasMember = (value: CelValue, key: string): boolean => {
  const inner = isKind(value, 'optional') ? value.value : value;
  if (inner === undefined) return false;
  return isKind(inner, 'map') && inner.find(key) !== undefined;
};

const findMember = (value: CelValue, key: CelValue): CelValue | undefined => {
  if (isKind(value, 'map')) return value.find(key);
  if (isKind(value, 'list')) return value.items[indexOf(key)];
  return undefined;
};

const indexOf = (key: CelValue): number => {
  if (typeof key === 'bigint') return Number(key);
  if (isKind(key, 'uint')) return Number(key.value);
  if (typeof key !== 'number') throw new CelError(`unsupported index type '${typeNameOf(key)}' in list`);
  if (!Number.isInteger(key)) throw new CelError(`unsupported index value ${key} in list`);
  return key;
};

const keyText = (key: CelValue): string => {
  if (isKind(key, 'uint')) return String(key.value);
  if (typeof key === 'object') throw noSuchOverload();
  return String(key);
};
