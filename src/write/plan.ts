/** What a commit does to one path. */
export type PlannedAction =
  | 'create'
  | 'same'
  | 'change'
  /** Both sides changed the file, and every line of either is in it. */
  | 'merge'
  /** Both sides changed the same lines; they stand in the file between conflict markers. */
  | 'conflict'
  /** kx made it, nobody edited it, and it is rendered no more. */
  | 'delete'
  /** The user's file, or the user's deletion, stands against what kx renders. */
  | 'keep';

/** One file of a plan: what it will be, and what it is now. */
export type PlannedFile = {
  readonly path: string;
  readonly action: PlannedAction;
  /** What the file will hold; empty where there will be none. */
  readonly text: string;
  readonly mode: number;
  /** SHA-256 of the text, lower-case hex. */
  readonly sha256: string;
  /** The text on disk now; absent where there is no file. */
  readonly before?: string;
  /** Permission bits on disk now. */
  readonly beforeMode?: number;
  /** What is on disk now is not UTF-8: `before` is lossy, good for neither a diff nor a merge. */
  readonly isBinary?: true;
  /** Why, as the end of a sentence: `deleted by you`. */
  readonly note?: string;
};

/** Everything that a run would do to a directory: printed, diffed, turned into JSON, or committed. */
export type Plan = {
  readonly root: string;
  readonly rootExists: boolean;
  readonly files: readonly PlannedFile[];
};
