import type { Place } from './place.ts';

/** The sizes of keys and values of a list or map that is made in an expression. */
export type EntrySizes = { readonly container: 'list' | 'map'; readonly key: number; readonly value: number };

/** What the API server's estimate says of a part of an expression, at most. */
export type Estimate = {
  readonly cost: number;
  /** Elements: characters, items, entries; undefined where nothing bounds them. */
  readonly size: number | undefined;
  readonly entries?: EntrySizes | undefined;
  readonly place?: Place | undefined;
};

/** @returns the size, endless where it is not known */
export function sizeOrUnknown({ size }: Estimate): number {
  return size ?? Number.POSITIVE_INFINITY;
}

/** @returns size × factor, rounded up; nothing times endless is nothing */
export function times(size: number, factor: number): number {
  return size === 0 || factor === 0 ? 0 : Math.ceil(size * factor);
}
