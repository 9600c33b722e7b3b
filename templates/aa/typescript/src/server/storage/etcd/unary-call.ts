import { errorOf, isPassing, isUndone } from './etcd-error.ts';
import type { GrpcClient, GrpcError, Metadata, Method } from './grpc-module.ts';
import type { Members } from './members.ts';

/** Calls a method until a member answers. @throws StorageUnavailableError, EtcdError */
export type UnaryCall = <Request, Response>(
  method: Method<Request, Response>,
  request: Request,
) => Promise<{ readonly response: Response; readonly isRepeated: boolean }>;

/** How long a request may take, with all its attempts, and how long one attempt where there are other members. */
const longestMilliseconds = 5_000;
const longestAttemptMilliseconds = 2_000;
const firstPauseMilliseconds = 20;
const longestPauseMilliseconds = 500;

/** Calls of the current member, then of the next one; requests must be such that they can be repeated. */
export const createUnaryCall =
  (members: Members, metadata: Metadata): UnaryCall =>
  async (method, request) => {
    const end = Date.now() + longestMilliseconds;
    const longest = members.count > 1 ? longestAttemptMilliseconds : longestMilliseconds;
    let isRepeated = false;
    for (let attempts = 0; ; attempts += 1) {
      const asked = members.current();
      const deadline = Math.min(end, Date.now() + longest);
      const outcome = await attempt(asked, method, { request, metadata, deadline });
      if (outcome.ok) return { response: outcome.response, isRepeated };
      const pause = Math.min(firstPauseMilliseconds * 2 ** attempts, longestPauseMilliseconds);
      if (!isPassing(outcome.error) || Date.now() + pause >= end) throw errorOf(outcome.error);
      isRepeated ||= !isUndone(outcome.error);
      members.turnFrom(asked);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };

type Outcome<Response> =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly error: GrpcError };

type Attempt<Request> = {
  readonly request: Request;
  readonly metadata: Metadata;
  readonly deadline: number;
};

const noAnswer: GrpcError = { code: 13, details: 'there is no answer' };

const attempt = <Request, Response>(
  client: GrpcClient,
  { path, requestSerialize, responseDeserialize }: Method<Request, Response>,
  { request, metadata, deadline }: Attempt<Request>,
): Promise<Outcome<Response>> =>
  new Promise((resolve) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      metadata,
      { deadline },
      (error, response) =>
        resolve(response === undefined ? { ok: false, error: error ?? noAnswer } : { ok: true, response }),
    );
  });
