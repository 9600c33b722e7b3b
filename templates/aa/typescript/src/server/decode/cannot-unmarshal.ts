import { isJsonList, type JsonValue } from '../api/json.ts';

/** How encoding/json of Go begins to say that a value is not of the type of its place; `value` or a field follows. */
export const cannotUnmarshal = (value: JsonValue): string =>
  `json: cannot unmarshal ${goTypeOf(value)} into Go`;

const goTypeOf = (value: JsonValue): string => {
  if (isJsonList(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
};
