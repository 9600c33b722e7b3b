import type { Violation } from '../../errors.ts';

/** What is collected while an input is read; filled in place. */
export type Notes = {
  /** Because of these the input is refused. */
  readonly violations: Violation[];
  /** What the result does not say any more, or says otherwise. */
  readonly warnings: Violation[];
};

/** @returns notes without anything in them */
export function emptyNotes(): Notes {
  return { violations: [], warnings: [] };
}
