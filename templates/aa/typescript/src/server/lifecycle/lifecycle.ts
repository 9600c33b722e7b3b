import { createLongLivedConnections, type LongLivedConnections } from './long-lived-connections.ts';

/** How far the server is on the way to its end, and what keeps it from ending. */
export type Lifecycle = {
  /** Whether it was asked to end: it is no longer ready then, but goes on serving. */
  readonly isStopping: () => boolean;
  /** Whether requests that come now are to go elsewhere. */
  readonly isRefusing: () => boolean;
  /** Whether no connection is accepted or kept any more. */
  readonly isClosing: () => boolean;
  readonly connections: LongLivedConnections;
  /** Counts a request that is being answered, until the function that this gives is called. */
  readonly begin: () => () => void;
  readonly stop: () => void;
  readonly refuse: () => void;
  readonly close: () => void;
  /** Resolves once no request is being answered. */
  readonly idle: () => Promise<void>;
};

/** A server that has just begun. */
export const createLifecycle = (): Lifecycle => {
  const waiting: (() => void)[] = [];
  let stopping = false;
  let refusing = false;
  let closing = false;
  let active = 0;
  const end = () => {
    active -= 1;
    if (active === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  return {
    isStopping: () => stopping,
    isRefusing: () => refusing,
    isClosing: () => closing,
    connections: createLongLivedConnections(),
    begin: () => {
      active += 1;
      return end;
    },
    stop: () => {
      stopping = true;
    },
    refuse: () => {
      refusing = true;
    },
    close: () => {
      closing = true;
    },
    idle: () => (active === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
};
