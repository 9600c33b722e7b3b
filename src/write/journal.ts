/** One file that a run writes or removes. */
export type JournaledFile = {
  readonly path: string;
  /** SHA-256 of the file before the run; absent where there was none. */
  readonly before?: string;
  /** SHA-256 of the file after the run; absent where there is none then. */
  readonly after?: string;
};

/** A directory that a run makes or removes, with its permission bits. */
export type JournaledDirectory = { readonly path: string; readonly mode: number };

/**
 * What a run does to a tree, written to disk before it touches the first file. While it is there the tree may be
 * between old and new; once it is gone the run has succeeded, or has been taken back.
 */
export type Journal = {
  readonly format: 1;
  /** Part of the names of files that are made beside a target on another file system. */
  readonly id: string;
  /** The place of a file is the name of its backup. */
  readonly files: readonly JournaledFile[];
  /** Parents first. */
  readonly made: readonly JournaledDirectory[];
  /** Parents first. */
  readonly removed: readonly JournaledDirectory[];
};
