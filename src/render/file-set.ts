/** A file in memory, before anyone decided whether and where it is written. */
export type RenderedFile = {
  /** Relative to the target, with `/` on every platform. */
  readonly path: string;
  readonly text: string;
  readonly mode: FileMode;
};

/** 0600 for private keys, 0755 for what is run, 0644 for the rest. */
type FileMode = 0o600 | 0o644 | 0o755;

/** What a command renders: every file of its result, each path once. */
export type FileSet = readonly RenderedFile[];
