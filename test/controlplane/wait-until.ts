import { setTimeout } from 'node:timers/promises';

/**
 * Asks every 50 ms until the answer is true; an error of `isSo` counts as a no.
 *
 * @throws the signal's reason when it is aborted before.
 */
export async function waitUntil(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await isSo().catch(() => false)) return;
    // Its rejection says only that something was aborted; the loop's head throws what.
    await setTimeout(50, undefined, { signal }).catch(() => {});
  }
}
