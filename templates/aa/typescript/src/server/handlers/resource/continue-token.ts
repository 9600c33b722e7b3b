import { badRequest } from '../../api/api-errors.ts';
import { isJsonObject, type JsonValue } from '../../api/json.ts';

/** Where a paged list goes on: after the key `start` below the collection's prefix, in the state of `rv`. */
export type ContinueToken = { readonly rv: number; readonly start: string };

/** Inconsistent pages read the state of now: upstream writes this resourceVersion into their tokens. */
export const anyResourceVersion = -1;

/**
 * Writes where the next page of a list begins as the text that its client sends back (k8s.io/apiserver
 * pkg/storage/continue.go).
 */
export const encodeContinue = ({ rv, start }: ContinueToken): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv, start })).toString('base64url');

/**
 * Reads where a page of a list begins from the text that the client sent; one that this server did not write is a
 * 400.
 */
export const decodeContinue = (token: string): ContinueToken => {
  const { v, rv, start } = parse(token);
  if (
    v !== 'meta.k8s.io/v1' ||
    typeof rv !== 'number' ||
    typeof start !== 'string' ||
    !Number.isSafeInteger(rv)
  ) {
    throw badRequest('continue key is not valid: incorrect encoding of the continue token');
  }
  return { rv, start };
};

const parse = (token: string): { readonly [field: string]: JsonValue | undefined } => {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
};
