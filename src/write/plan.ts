/** What a commit does to one path. */
export type PlannedAction = 'create' | 'same' | 'change';

/** One file of a plan: what it will be, and what it is now. */
export type PlannedFile = {
  readonly path: string;
  readonly action: PlannedAction;
  readonly text: string;
  readonly mode: number;
  /** SHA-256 of the text, lower-case hex. */
  readonly sha256: string;
  /** The text on disk now; absent for `create`. */
  readonly before?: string;
};

/** Everything that a run would do to a directory: printed, diffed, turned into JSON, or committed. */
export type Plan = {
  readonly root: string;
  readonly rootExists: boolean;
  readonly files: readonly PlannedFile[];
};
