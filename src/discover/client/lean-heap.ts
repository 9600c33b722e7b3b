import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from giving more room to new objects with every collection that many of them survive. A walk of hundreds of
 * requests has most of its objects for one of them only; in a larger room they take 15 MB more, and nothing is faster.
 */
export function keepHeapLean(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
