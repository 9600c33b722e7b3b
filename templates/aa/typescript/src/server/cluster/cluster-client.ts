import type { IncomingMessage } from 'node:http';
import { type Agent, request as startRequest } from 'node:https';
import { isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { ClusterError } from './cluster-error.ts';
import { createClusterSession } from './cluster-session.ts';

/** A request to kube-apiserver; GET unless it has a body, which is POSTed. */
export type ClusterCall = {
  readonly path: string;
  readonly body?: JsonObject;
  /** Until the whole answer is there; 10 seconds unless it says so. */
  readonly timeoutMilliseconds?: number;
};

/** Speaks JSON to kube-apiserver over connections that are kept. */
export type ClusterClient = {
  /** @throws ClusterError for a failure on the way and for every status of 400 and above */
  readonly call: (call: ClusterCall) => Promise<JsonObject>;
  /** Begins a GET whose answer goes on; the signal ends it. @throws ClusterError as `call` does */
  readonly open: (path: string, signal: AbortSignal) => Promise<IncomingMessage>;
  readonly close: () => void;
};

/** k8s.io/apiserver pkg/server/options DelegatingAuthorizationOptions.ClientTimeout. */
const patienceMilliseconds = 10_000;

/** A client for kube-apiserver at `config`; `now` in milliseconds says when files are to be read again. */
export const createClusterClient = (config: ClusterConfig, now: () => number): ClusterClient => {
  const session = createClusterSession(config, now);
  const send = async (call: ClusterCall, signal: AbortSignal): Promise<IncomingMessage> => {
    try {
      const { agent, token } = await session.current();
      const answer = await exchange(urlOf(config, call.path), { agent, token, signal, body: call.body });
      if ((answer.statusCode ?? 0) < 400) return answer;
      if (answer.statusCode === 401) session.forget();
      throw await failureOf(answer);
    } catch (cause) {
      throw asClusterError(cause);
    }
  };
  return {
    call: async (call) => {
      const answer = await send(call, AbortSignal.timeout(call.timeoutMilliseconds ?? patienceMilliseconds));
      return readObject(answer);
    },
    open: (path, signal) => send({ path }, signal),
    close: session.close,
  };
};

const urlOf = ({ server }: ClusterConfig, path: string): URL => new URL(server.replace(/\/+$/, '') + path);

type Exchange = {
  readonly agent: Agent;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  readonly body: JsonObject | undefined;
};

const exchange = (url: URL, { agent, token, signal, body }: Exchange): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      Accept: 'application/json',
      'User-Agent': 'extension-apiserver',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
    };
    const method = text === undefined ? 'GET' : 'POST';
    const request = startRequest(url, { agent, method, headers, signal }, resolve);
    request.on('error', reject);
    request.end(text);
  });

const readText = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const readObject = async (answer: IncomingMessage): Promise<JsonObject> => {
  try {
    const value: unknown = JSON.parse(await readText(answer));
    if (isJsonObject(value)) return value;
  } catch (cause) {
    throw asClusterError(cause);
  }
  throw new ClusterError('kube-apiserver answered something else than an object');
};

/** The failure that a Status tells of; other bodies, as those of a proxy, are cut short. */
const failureOf = async (answer: IncomingMessage): Promise<ClusterError> => {
  const status = answer.statusCode ?? 0;
  const text = await readText(answer);
  const retryAfter = Number(answer.headers['retry-after']);
  const failure = Number.isFinite(retryAfter) ? { status, retryAfterSeconds: retryAfter } : { status };
  return new ClusterError(statusMessage(text) ?? `${status} ${text.slice(0, 200)}`.trim(), failure);
};

const statusMessage = (text: string): string | undefined => {
  try {
    const body: unknown = JSON.parse(text);
    const message = isJsonObject(body) ? ownMember(body, 'message') : undefined;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
};

const asClusterError = (cause: unknown): ClusterError => {
  if (cause instanceof ClusterError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new ClusterError(message, { cause, ...(typeof code === 'string' ? { code } : {}) });
};
