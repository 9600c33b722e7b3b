import type { ClientRequest } from 'node:http';
import { request as startRequest } from 'node:https';
import { type Answer, type Ask, connectionOf, type Endpoint, readAnswer } from '../exchange.ts';

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
type Head = Pick<Ask, 'path' | 'as' | 'headers'> & { readonly method: string };

/** Sends the head of a request; its connection is its own until it is answered. */
export function beginRequest(endpoint: Endpoint, { method, ...asked }: Head): BegunRequest {
  const { headers, ...target } = connectionOf(endpoint, asked);
  const sent = { 'Content-Type': 'application/json', ...headers };
  const request: ClientRequest = startRequest({ ...target, method, headers: sent });
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
