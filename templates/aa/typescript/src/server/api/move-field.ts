import type { ApiObject } from './api-object.ts';
import { valueAt, withoutValueAt, withValueAt } from './field-path.ts';
import type { JsonObject } from './json.ts';

/** The object with a field at another path, as `.spec.color` at `.spec.colour`; the same where there is no such field. */
export const moveField = (object: ApiObject, from: string, to: string): ApiObject => {
  const fields = object as JsonObject;
  const value = valueAt(fields, from);
  return value === undefined ? object : (withValueAt(withoutValueAt(fields, from), to, value) as ApiObject);
};
