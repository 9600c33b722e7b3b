import { type Exchange, headerOf } from '../client/exchange.ts';
import { goQuote } from './klog-value.ts';

/** A metav1.Status of client-go's own making, members in the order in which Go prints them. */
export type ServerResponse = {
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details: {
    readonly causes: readonly { readonly reason: string; readonly message: string }[];
    readonly retryAfterSeconds?: number;
  };
  readonly code: number;
};

const UNKNOWN = 'unknown';

/** Reason and message by status code; `undefined` is what the server says itself. */
const MEANINGS: Readonly<Record<number, readonly [reason: string, message: string | undefined]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: ['Forbidden', undefined],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  406: ['NotAcceptable', undefined],
  409: ['Conflict', 'the server reported a conflict'],
  415: ['UnsupportedMediaType', undefined],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/**
 * @returns the error that client-go makes of an answer that is not 2xx, without looking into a body that is not text
 * (apimachinery pkg/api/errors NewGenericServerResponse)
 */
export function serverResponse(exchange: Exchange): ServerResponse {
  const said = serverMessage(exchange);
  const [reason, message] = meaningOf(exchange.status, said);
  const retryAfter = headerOf(exchange, 'Retry-After');
  const seconds = /^[+-]?\d+$/.test(retryAfter) ? Number(retryAfter) : 0;
  return {
    metadata: {},
    status: 'Failure',
    message: message ?? said,
    ...(reason === '' ? {} : { reason }),
    details: {
      causes: [{ reason: 'UnexpectedServerResponse', message: said }],
      ...(seconds === 0 ? {} : { retryAfterSeconds: seconds }),
    },
    code: exchange.status,
  };
}

function meaningOf(status: number, said: string): readonly [reason: string, message: string | undefined] {
  if (status === 406 && (said === '' || said === UNKNOWN)) {
    return ['NotAcceptable', 'the server was unable to respond with a content type that the client supports'];
  }
  const known = MEANINGS[status];
  if (known !== undefined) return known;
  if (status < 500) {
    return ['', `the server responded with the status code ${status} but did not return more information`];
  }
  return [
    'InternalError',
    `an error on the server (${goQuote(said)}) has prevented the request from succeeding`,
  ];
}

/** At most 2048 bytes of a body are told, of a text/* one only (rest/request.go isTextResponse). */
function serverMessage(exchange: Exchange): string {
  const type = headerOf(exchange, 'Content-Type');
  if (type !== '' && !/^text\//i.test(type.trim())) return UNKNOWN;
  const bytes = new TextEncoder().encode(exchange.body).subarray(0, 2_048);
  return new TextDecoder().decode(bytes).trim();
}
