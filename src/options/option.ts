/** How the values of an answer are written in an answers file, besides the text of the flag. */
export type AnswerForm = 'column' | 'field' | 'number' | 'pairs' | 'resource' | 'rule' | 'scale' | 'version';

/** What a flag is in an answers file. */
export type Answer = {
  /** Its key there: `shortNames`. */
  readonly key: string;
  /** Absent where the text of the flag is all there is. */
  readonly form?: AnswerForm;
  /** The answers that it follows from where it is not given: `kind`, for the plural. */
  readonly derived?: string;
};

/** One flag: the single source of its parsing, its help line, its completion and its answer. */
export type OptionSpec = {
  /** Commander syntax: `--short-name <name>`, `-n, --namespace <namespace>`, `--no-certs`. */
  readonly flags: string;
  /** One line for --help: lower case, no full stop. */
  readonly description: string;
  /** Given several times, the values are collected in order. */
  readonly repeatable?: boolean;
  /** The only values it takes; offered by completion. */
  readonly choices?: readonly string[];
  /** What it is when not given, as --help shows it. */
  readonly defaultText?: string;
  /** Absent for what concerns one run alone, as --dry-run. */
  readonly answer?: Answer;
};

/** Flags that belong together, under one heading of --help. */
export type OptionGroup = {
  readonly title: string;
  readonly options: readonly OptionSpec[];
};

/**
 * Flag values as typed, by commander's camelCase names. Strings are never coerced here: the command's own check
 * does that, so that all problems are reported at once.
 */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
