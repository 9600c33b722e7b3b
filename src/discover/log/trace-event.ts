import type { HeaderList, SentRequest, Timings } from '../client/exchange.ts';

/** Something that kubectl would log. `at` is in milliseconds since 1970, with a fraction. */
export type TraceEvent = { readonly at: number } & (
  | { readonly kind: 'config'; readonly file: string }
  /** The first client was made, which reads the client feature gates. */
  | { readonly kind: 'gates' }
  | { readonly kind: 'request'; readonly request: SentRequest }
  | {
      readonly kind: 'dial';
      readonly request: SentRequest;
      readonly address: string;
    }
  | {
      readonly kind: 'response';
      readonly request: SentRequest;
      /** `200 OK`; '' where no answer came. */
      readonly statusText: string;
      readonly headers: HeaderList;
      readonly timings: Timings;
    }
  | { readonly kind: 'body'; readonly request: SentRequest; readonly text: string }
  /** The wait is over and the request is about to be sent again; its `request` event follows. */
  | {
      readonly kind: 'retry';
      readonly request: SentRequest;
      /** The try that failed: 1, 2, … */
      readonly attempt: number;
      /** Milliseconds that were waited, as Retry-After said. */
      readonly delay: number;
    }
);

/** Takes events as they happen. */
export type Emit = (event: TraceEvent) => void;

/** @returns milliseconds since 1970, with a fraction */
export type Clock = () => number;
