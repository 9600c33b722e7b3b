/** One word that could stand at the cursor. */
export type Candidate = {
  /** The whole word, also the part that is typed already: `--scope=Namespaced`. */
  readonly value: string;
  /** One line, or nothing. */
  readonly description: string;
};

/** What can stand at the cursor. */
export type Completion = {
  readonly candidates: readonly Candidate[];
  /** What the shell does by itself: names of files or directories, or go on within the same word. */
  readonly next: '' | 'directories' | 'files' | 'nospace';
};

export const NOTHING: Completion = { candidates: [], next: '' };

/** @returns the candidates that begin with what is typed */
export function startingWith(current: string, candidates: readonly Candidate[]): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(current)), next: '' };
}

/** @returns candidates that need no word of explanation */
export function plain(values: Iterable<string>): readonly Candidate[] {
  return Array.from(values, (value) => ({ value, description: '' }));
}
