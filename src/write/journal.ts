/** One file that a run writes or removes. */
export type JournaledFile = {
  readonly path: string;
  /** SHA-256 of the file before the run; absent where there was none. */
  readonly before?: string;
  /** SHA-256 of the file after the run; absent where there is none then. */
  readonly after?: string;
};

/** A directory that a run makes, with its permission bits. */
export type JournaledDirectory = { readonly path: string; readonly mode: number };

/**
 * What a run does to a tree, written to disk before it touches the first file. While it is there the tree may be
 * between old and new; once it has another name the run has succeeded, once it is gone it has been taken back.
 */
export type Journal = {
  readonly format: 1;
  /** Part of the names of files that are made beside a target on another file system. */
  readonly id: string;
  /** The place of a file is the name of its backup. */
  readonly files: readonly JournaledFile[];
  /** Parents first. */
  readonly made: readonly JournaledDirectory[];
  /** Paths of directories that hold nothing once all is done, parents first. They go after it: that takes no space
   * to be taken back. */
  readonly emptied: readonly string[];
};
