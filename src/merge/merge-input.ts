import type { FileSet } from '../render/file-set.ts';

/** A file as kx rendered it the last time. */
export type BaseFile = {
  /** Where it was rendered. */
  readonly path: string;
  /** Where its owner kept it, if elsewhere. */
  readonly at?: string;
  readonly mode: number;
  /** Its text. */
  readonly base: string;
};

/** A plain file of the tree. */
export type DiskFile = {
  readonly kind: 'file';
  readonly text: string;
  readonly mode: number;
  /** False for what is not UTF-8: its text is lossy. */
  readonly isText: boolean;
};

/** What stands at a path of the tree. */
export type DiskEntry =
  | DiskFile
  | { readonly kind: 'absent' }
  /** Something that is no plain file, at the absolute path `by`. */
  | { readonly kind: 'blocked'; readonly by: string; readonly what: string };

/** The three sides of an update. */
export type MergeInput = {
  readonly base: readonly BaseFile[];
  /** What is rendered now; without certificates and keys. */
  readonly files: FileSet;
  /** What stands at each path of the base and of the files. */
  readonly disk: ReadonlyMap<string, DiskEntry>;
  /** Other texts of the tree: the owner may have moved a file there. */
  readonly strays: ReadonlyMap<string, DiskFile>;
  /** Whether files that kx did not make are replaced where it renders some of the same name. */
  readonly force: boolean;
  /** What renders now, for the markers of a conflict: `kx 0.1.0`. */
  readonly label: string;
};
