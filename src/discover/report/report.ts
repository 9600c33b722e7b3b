/** What a run prints, and how it ends. */
export type Report = {
  /** A text, or a document for -o json and -o yaml. */
  readonly stdout: string | object;
  /** For people. */
  readonly stderr: string;
};

/** How a terminal is written to. */
export type Style = {
  /** Marks what is broken; a word says the same beside it. */
  readonly bad: (text: string) => string;
  /** Steps back behind what stands beside it. */
  readonly dim: (text: string) => string;
  /** Columns; undefined where stdout is no terminal. */
  readonly width: number | undefined;
};
