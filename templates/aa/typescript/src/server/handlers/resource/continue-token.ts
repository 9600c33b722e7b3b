import { posix } from 'node:path';
import { badRequest } from '../../api/api-errors.ts';
import { isJsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import { cannotUnmarshal } from '../../decode/cannot-unmarshal.ts';
import { jsonSyntaxProblem } from '../../decode/json-syntax.ts';

/** Where a paged list goes on: after the key `start` below the collection's prefix, in the state of `rv`. */
export type ContinueToken = { readonly rv: number; readonly start: string };

/** Inconsistent pages read the state of now: upstream writes this resourceVersion into their tokens. */
export const anyResourceVersion = -1;

const apiVersion = 'meta.k8s.io/v1';

/**
 * Writes where the next page of a list begins as the text that its client sends back (k8s.io/apiserver
 * pkg/storage/continue.go).
 */
export const encodeContinue = ({ rv, start }: ContinueToken): string =>
  Buffer.from(JSON.stringify({ v: apiVersion, rv, start })).toString('base64url');

/**
 * Reads where a page of a list begins from the text that the client sent; one that this server did not write is a
 * 400.
 */
export const decodeContinue = (token: string): ContinueToken => {
  const { v = '', rv = 0, start = '' } = parse(token);
  if (v !== apiVersion) throw invalid(`server does not recognize this encoded version ${v}`);
  if (rv === 0) throw invalid(`incorrect encoded start resourceVersion (version ${apiVersion})`);
  if (start === '') throw invalid(`encoded start key empty (version ${apiVersion})`);
  // Against paths that lead out of the collection.
  const key = start.startsWith('/') ? start : `/${start}`;
  if (posix.normalize(key) !== key || (key !== '/' && key.endsWith('/'))) throw invalid(start);
  return { rv, start: key.slice(1) };
};

const invalid = (detail: string) =>
  badRequest(`invalid continue token: continue key is not valid: ${detail}`);

const types = { v: 'string', rv: 'int64', start: 'string' } as const;

const parse = (token: string): { readonly v?: string; readonly rv?: number; readonly start?: string } => {
  const bytes = Buffer.from(base64Of(token), 'base64url');
  const text = bytes.toString('utf8');
  // Go shows the byte that it does not expect as the character of that number.
  const problem = jsonSyntaxProblem(bytes.toString('latin1'));
  if (problem !== undefined) throw invalid(problem);
  const value: JsonValue = JSON.parse(text);
  if (!isJsonObject(value)) throw invalid(`${cannotUnmarshal(value)} value of type storage.continueToken`);
  for (const [name, type] of Object.entries(types)) {
    const member = ownMember(value, name) ?? undefined;
    const fits = type === 'int64' ? Number.isSafeInteger(member) : typeof member === 'string';
    if (member !== undefined && !fits) {
      throw invalid(`${cannotUnmarshal(member)} struct field continueToken.${name} of type ${type}`);
    }
  }
  return value;
};

const base64Of = (token: string): string => {
  const at = token.search(/[^A-Za-z0-9_-]/u);
  if (at >= 0) throw invalid(`illegal base64 data at input byte ${at}`);
  if (token.length % 4 === 1) throw invalid(`illegal base64 data at input byte ${token.length - 1}`);
  return token;
};
