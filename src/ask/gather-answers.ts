import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { JsonObject } from '../model/json-value.ts';
import type { CommandForm } from '../options/command-form.ts';
import { completeCommandHint } from '../options/complete-command.ts';
import type { RawOptions } from '../options/option.ts';
import { askMissing } from './ask-missing.ts';

/** What a command line gives, and the answers of an earlier run. */
export type Given = {
  readonly args: readonly string[];
  readonly options: RawOptions;
  readonly io: Io;
  /** The answers of the record: weaker than all but the defaults. */
  readonly recorded?: JsonObject;
};

/** Everything that a command wanted to know. */
export type Gathered<T> = {
  readonly answers: T;
  /** The same as the flags would say it, from whichever source; without defaults. */
  readonly options: RawOptions;
  /** What a record keeps: complete, but for derived answers that were not given, and for `out`. */
  readonly recorded: JsonObject;
  /** Whether --print-answers or --explain was given and is printed: the command is done. */
  readonly printed: boolean;
};

/**
 * Collects the answers of a command from flags, an answers file, the environment, the terminal and the defaults, the
 * stronger first, and checks them together.
 *
 * @throws UsageError with everything that is wrong, wherever it was said, and the complete command
 */
export async function gatherAnswers<T>(form: CommandForm<T>, given: Given): Promise<Gathered<T>> {
  const { io } = given;
  const [argument] = given.args;
  const known =
    form.argument === undefined || argument === undefined
      ? given.options
      : { ...given.options, [form.argument.key]: argument };
  const { options } = await askMissing({ form, options: known, io });
  const checked = form.check(options);
  if (checked.ok) return { answers: checked.value, options, recorded: {}, printed: false };
  const { command, groups } = form;
  const missing = form.missing(options);
  const hint = completeCommandHint({ command, args: given.args, groups, options, missing });
  const { violations } = checked;
  throw new UsageError(`kx ${command} cannot work with this; nothing was written`, { hint, violations });
}
