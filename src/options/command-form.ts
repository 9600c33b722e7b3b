import type { Checked } from '../checked.ts';
import type { Answer, OptionGroup, RawOptions } from './option.ts';
import type { Question } from './question.ts';

/** The one table of a command: its flags, its prompts, its environment names, its answers file. */
export type AnswerTable = {
  readonly groups: readonly OptionGroup[];
  /** The positional argument, at its key among the raw options: NAME at `name`. */
  readonly argument?: {
    readonly key: string;
    readonly name: string;
    readonly description: string;
    readonly answer?: Answer;
    /** The flags that it stands for: `crontabs.example.com` for `--plural` and `--group`. */
    readonly implies?: (text: string) => RawOptions;
  };
};

/** Answers that files give which a flag names. */
export type FileAnswers = {
  readonly keys: readonly string[];
  /** The files, for messages. */
  readonly source: string;
};

/** Everything that a command wants to know, from one table. */
export type CommandForm<T> = AnswerTable & {
  /** Without `kx`: `scaffold crd`. */
  readonly command: string;
  /** What a person on a terminal is asked, given what is known. */
  readonly questions: (options: RawOptions) => readonly Question[];
  readonly check: (options: RawOptions) => Checked<T>;
  /** What must be added, with values to start from: `['my-aa']`, `['--kind', 'Widget']`. */
  readonly missing: (options: RawOptions) => {
    readonly args: readonly string[];
    readonly flags: readonly string[];
  };
  /** @returns every answer as its flag would say it, defaults and derived names included */
  readonly complete: (answers: T, options: RawOptions) => RawOptions;
  /** The answers that files say where nothing else does, by their keys among the raw options. */
  readonly said?: FileAnswers;
};
