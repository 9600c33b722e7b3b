import type { HeaderList, SentRequest, Timings } from '../client/exchange.ts';
import type { ClientFailure } from './client-failure.ts';

/** Something that kubectl would log. `at` is in milliseconds since 1970, with a fraction. */
export type TraceEvent = { readonly at: number } & (
  | { readonly kind: 'config'; readonly file: string }
  /** KUBECONFIG names these files alone, and none of them is there. */
  | { readonly kind: 'configMissing'; readonly files: readonly string[] }
  | { readonly kind: 'inCluster' }
  /** The first client was made, which reads the client feature gates. */
  | { readonly kind: 'gates' }
  /** The client certificate and its key come from files, which client-go watches. */
  | { readonly kind: 'certificateFiles' }
  | {
      readonly kind: 'request';
      readonly request: SentRequest;
      /** Which try of the request this is: 1 (or undefined), 2, … */
      readonly attempt?: number;
    }
  | {
      readonly kind: 'lookup';
      readonly request: SentRequest;
      readonly host: string;
      /** Empty where the name does not resolve. */
      readonly addresses: readonly string[];
    }
  | {
      readonly kind: 'dial';
      readonly request: SentRequest;
      /** `IP:port` or `[IP]:port`. */
      readonly address: string;
      /** Node's code of the error where no connection came of it: ECONNREFUSED, … */
      readonly failure?: string;
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
  /** /api or /apis cannot be used, which ends the walk of kubectl. */
  | { readonly kind: 'groupsFailed'; readonly failure: ClientFailure }
  /** Legacy discovery got nothing for a group version. */
  | {
      readonly kind: 'versionFailed';
      readonly groupVersion: string;
      readonly failure: ClientFailure;
      /** Whether it was asked a second time, and whether that will still happen. */
      readonly isRepeated: boolean;
      readonly isLast: boolean;
    }
);

/** The event of one kind. */
export type Of<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>;

/** What happens to one request, its bodies apart. */
export type HttpEvent = Of<'request' | 'lookup' | 'dial' | 'response' | 'retry'>;

/** Takes events as they happen. */
export type Emit = (event: TraceEvent) => void;

/** @returns milliseconds since 1970, with a fraction */
export type Clock = () => number;
