/** The time that one request may take, all its tries included. */
export type TimeLimit = {
  /** Aborted when the time is up, and on Ctrl-C. */
  readonly signal: AbortSignal;
  /** @returns whether the time is up */
  readonly isUp: () => boolean;
  /** @returns milliseconds */
  readonly remaining: () => number;
  /** To be called when the request is over. */
  readonly end: () => void;
};

/** @returns starts the time of a request; the signal ends all that run */
export function timeLimits(signal: AbortSignal): (milliseconds: number) => TimeLimit {
  const running = new Set<AbortController>();
  signal.addEventListener('abort', () => {
    for (const controller of running) controller.abort();
  });
  return (milliseconds) => {
    const controller = new AbortController();
    if (signal.aborted) controller.abort();
    running.add(controller);
    const until = performance.now() + milliseconds;
    let isUp = false;
    const timer = setTimeout(() => {
      isUp = true;
      controller.abort();
    }, milliseconds);
    return {
      signal: controller.signal,
      isUp: () => isUp,
      remaining: () => until - performance.now(),
      end: () => {
        clearTimeout(timer);
        running.delete(controller);
      },
    };
  };
}
