import type { Violation } from '../errors.ts';
import type { DiskFile } from './merge-input.ts';

/** What an update does to one path. A path that is there now has `before`, whatever the action. */
export type MergedFile = {
  readonly path: string;
  readonly action: 'change' | 'conflict' | 'create' | 'delete' | 'keep' | 'merge' | 'same';
  /** What the file will hold; empty where there will be none. */
  readonly text: string;
  readonly mode: number;
  readonly before?: string;
  readonly beforeMode?: number;
  readonly isBinary?: true;
  /** Why, as the end of a sentence. */
  readonly note?: string;
};

/** What becomes of one file of the base or of the rendering: of its old and its new path, or why nothing can. */
export type Outcome = {
  readonly files: readonly MergedFile[];
  readonly violations: readonly Violation[];
  /** Where the owner keeps the file, if not where it is rendered. */
  readonly at?: string;
};

/** @returns the file of an outcome that is nothing else */
export function outcome(...files: readonly MergedFile[]): Outcome {
  return { files, violations: [] };
}

/** @returns an outcome that stops the update */
export function refusal(violation: Violation): Outcome {
  return { files: [], violations: [violation] };
}

/** @returns what a MergedFile says of the disk */
export function asOnDisk({ text, mode, isText }: DiskFile) {
  return { before: text, beforeMode: mode, ...(isText ? {} : { isBinary: true as const }) };
}
