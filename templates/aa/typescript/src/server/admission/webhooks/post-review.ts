import type { IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { WebhookAddress } from './webhook.ts';
import { WebhookError } from './webhook-error.ts';

/** Sends an AdmissionReview and gives what comes back. @throws WebhookError */
export type PostReview = (
  address: WebhookAddress,
  review: JsonObject,
  timeoutSeconds: number,
) => Promise<JsonValue>;

/** k8s.io/apiserver pkg/admission/plugin/webhook: what a webhook may take that does not say so. */
export const defaultTimeoutSeconds = 10;

/** Connections are kept, by what is trusted to sign their certificates. */
export const createPostReview = (): PostReview => {
  const agents = new Map<string, Agent>();
  const agentOf = ({ caBundle = '' }: WebhookAddress): Agent => {
    const trust = caBundle === '' ? {} : { ca: Buffer.from(caBundle, 'base64') };
    const known = agents.get(caBundle) ?? new Agent({ keepAlive: true, timeout: 60_000, ...trust });
    agents.set(caBundle, known);
    return known;
  };
  return async (address, review, timeoutSeconds) => {
    const url = urlOf(address);
    url.searchParams.set('timeout', `${timeoutSeconds}s`);
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      return await exchange(url, JSON.stringify(review), { agent: agentOf(address), signal });
    } catch (cause) {
      throw new WebhookError(
        `failed to call webhook: ${cause instanceof AnswerError ? '' : `Post "${url}": `}${problemOf(cause)}`,
        { cause },
      );
    }
  };
};

/** The webhook answered, but with no review. */
class AnswerError extends Error {}

const urlOf = ({ url, service }: WebhookAddress): URL => {
  if (service === undefined) return new URL(url ?? '');
  const { name, namespace, path = '/', port = 443 } = service;
  return new URL(path, `https://${name}.${namespace}.svc:${port}`);
};

type Way = { readonly agent: Agent; readonly signal: AbortSignal };

const exchange = async (url: URL, body: string, way: Way): Promise<JsonValue> => {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'User-Agent': 'extension-apiserver',
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = startRequest(url, { ...way, method: 'POST', headers }, resolve);
    request.on('error', reject);
    request.end(body);
  });
  const received = await text(answer);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299) throw new AnswerError(refusalOf(status, received));
  try {
    return JSON.parse(received);
  } catch (cause) {
    throw new AnswerError(`the answer is no JSON: ${problemOf(cause)}`);
  }
};

/** The message of a Status, else how it was refused. */
const refusalOf = (status: number, received: string): string => {
  try {
    const { kind, message } = JSON.parse(received);
    if (kind === 'Status' && typeof message === 'string') return message;
  } catch {
    // What stands before an error page is not read.
  }
  return `the server answered with status ${status}: ${received.slice(0, 200)}`.trim();
};

const problemOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === 'TimeoutError' || cause.name === 'AbortError'
    ? 'context deadline exceeded'
    : cause.message;
};
