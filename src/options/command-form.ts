import type { Checked } from '../checked.ts';
import type { Answer, OptionGroup, RawOptions } from './option.ts';
import type { Question } from './question.ts';

/** Everything that a command wants to know, from one table: its flags, its prompts, its answers file. */
export type CommandForm<T> = {
  /** Without `kx`: `scaffold crd`. */
  readonly command: string;
  readonly groups: readonly OptionGroup[];
  /** The positional argument, at its key among the raw options: NAME at `name`. */
  readonly argument?: { readonly key: string; readonly name: string; readonly answer?: Answer };
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
};
