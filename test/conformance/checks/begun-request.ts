import type { ClientRequest } from 'node:http';
import { request as startRequest } from 'node:https';
import { type Answer, type Endpoint, readAnswer } from '../exchange.ts';

/** A request whose body the check sends piece by piece. */
export type BegunRequest = {
  readonly write: (text: string) => void;
  readonly end: (text?: string) => void;
  /** Cuts the connection. */
  readonly destroy: () => void;
  /** The answer, also one that comes before the request is whole. */
  readonly answer: Promise<Answer>;
};

/** A request without its body. */
type Head = {
  readonly method: string;
  readonly path: string;
  readonly as?: keyof Endpoint['agents'];
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends the head of a request, on a connection of its own. */
export function beginRequest(
  endpoint: Endpoint,
  { method, path, as = 'admin', headers }: Head,
): BegunRequest {
  const { hostname: host, port } = new URL(endpoint.url);
  const request: ClientRequest = startRequest({
    ...endpoint.agents[as].options,
    host,
    port,
    path,
    method,
    agent: false,
    headers: { 'Content-Type': 'application/json', ...endpoint.headers[as], ...headers },
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    request.on('response', (message) => readAnswer(message).then(resolve, reject));
    request.on('error', reject);
  });
  // A check that has seen enough does not wait for each of them.
  answer.catch(() => undefined);
  request.flushHeaders();
  return {
    write: (text) => void request.write(text),
    end: (text) => void request.end(text),
    destroy: () => void request.destroy(),
    answer,
  };
}
