import { badRequest } from '../api/api-errors.ts';
import type { ApiError } from '../api/status.ts';

const longestSummary = 30;

/**
 * 400 for a body of which not even the kind can be read, with the beginning of the body, as k8s.io/apiserver
 * pkg/endpoints/handlers/rest.go transformDecodeError says it.
 */
export const unrecognized = (kind: string, detail: string, body: Uint8Array): ApiError =>
  badRequest(`the object provided is unrecognized (must be of type ${kind}): ${detail} (${summaryOf(body)})`);

const summaryOf = (body: Uint8Array): string => {
  const head = Buffer.from(body.subarray(0, longestSummary));
  const more = body.length > longestSummary ? ' ...' : '';
  if (body.length === 0) return '<empty>';
  return `${head.toString(body[0] === 0x7b ? 'utf8' : 'hex')}${more}`;
};
