import { setTimeout as sleep } from 'node:timers/promises';
import { tooLargeResourceVersion } from '../../api/api-errors.ts';
import { wholeNumberProblem } from '../../request/whole-number.ts';
import type { Storage } from '../../storage/storage.ts';

/** What is wrong with the `resourceVersion` of a query, in upstream's words; undefined for nothing. */
export const resourceVersionProblem = (text: string): string | undefined => {
  const problem = text === '' ? undefined : wholeNumberProblem(text, 'ParseUint');
  return problem && `resourceVersion: Invalid value: ${JSON.stringify(text)}: ${problem}`;
};

/** k8s.io/apiserver pkg/storage/cacher/watch_cache.go blockTimeout. */
const longestWait = 3_000;
const pause = 100;

/**
 * Waits until the storage has come to a resourceVersion that a client knows of, from another replica perhaps; a 504 where
 * it does not within three seconds.
 */
export const untilVersion = async (storage: Storage, wanted: number): Promise<void> => {
  if (wanted <= 0) return;
  for (let waited = 0; ; waited += pause) {
    const current = await storage.currentResourceVersion();
    if (wanted <= current) return;
    if (waited >= longestWait) throw tooLargeResourceVersion(String(wanted), String(current));
    await sleep(pause);
  }
};
