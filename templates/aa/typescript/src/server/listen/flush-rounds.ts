/** How many watchers are served before requests have their turn. */
const slice = 64;

const waiting = new Set<() => void>();
let isRunning = false;

const round = (): void => {
  let left = slice;
  for (const flush of waiting) {
    if (left === 0) break;
    left -= 1;
    waiting.delete(flush);
    flush();
  }
  if (waiting.size > 0) setImmediate(round);
  else isRunning = false;
};

/**
 * Runs a function once when its turn comes, after what is being done now. Where more wait than a slice holds, requests
 * are answered in between: what they change meanwhile reaches the watchers that come later in the round in one piece.
 */
export const scheduleFlush = (flush: () => void): void => {
  waiting.add(flush);
  if (isRunning) return;
  isRunning = true;
  setImmediate(round);
};
