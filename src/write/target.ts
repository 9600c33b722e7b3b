/** A plain file on disk. */
export type TargetFile = {
  readonly kind: 'file';
  readonly text: string;
  readonly mode: number;
  /** False for what is not UTF-8: its text is lossy, and must never be merged or written back. */
  readonly isText: boolean;
};

/** What is on disk at the path of a rendered file. */
export type TargetEntry =
  | { readonly kind: 'absent' }
  | TargetFile
  /** A directory, a symbolic link, a device, or a path below something that is not a directory. */
  | { readonly kind: 'blocked'; readonly by: string; readonly what: string };

/** The state of a target directory, as far as a FileSet concerns it. */
export type Target = {
  /** Absolute path of the directory. */
  readonly root: string;
  readonly exists: boolean;
  /** One entry for each path of the FileSet. */
  readonly entries: ReadonlyMap<string, TargetEntry>;
};
