import { badRequest } from '../api/api-errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';

/** Gives a document that is an object as one; a list, a text, a number or null is a 400. */
export const requireJsonObject = (value: JsonValue): JsonObject => {
  if (!isJsonObject(value)) throw badRequest('the body must be a JSON object');
  return value;
};
