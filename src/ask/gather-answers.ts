import { type Checked, violationsOf } from '../checked.ts';
import { UsageError, type Violation } from '../errors.ts';
import type { JsonObject } from '../model/json-value.ts';
import { answerSpecs } from '../options/answers/answer-spec.ts';
import { blameSources, withoutConsequences } from '../options/answers/blame-sources.ts';
import type { Merged } from '../options/answers/merge-layers.ts';
import { recordedAnswers } from '../options/answers/recorded-answers.ts';
import { sourceOf } from '../options/answers/source-of.ts';
import type { CommandForm } from '../options/command-form.ts';
import { completeCommandHint } from '../options/complete-command.ts';
import type { RawOptions } from '../options/option.ts';
import { askMissing } from './ask-missing.ts';
import { type Collected, collectAnswers, type Given } from './collect-answers.ts';

/** Everything that a command wanted to know. */
export type Gathered<T> = {
  readonly answers: T;
  /** The same as the flags would say it, from whichever source; without defaults. */
  readonly options: RawOptions;
  /** What a record keeps: complete, but for what follows from other answers, and for `out`. */
  readonly recorded: JsonObject;
  /** Whether --print-answers or --explain was given and is printed: the command is done. */
  readonly printed: boolean;
};

/**
 * Reads the files that answers name.
 *
 * @returns the form that knows what is in them
 */
export type ReadFiles<T> = (form: CommandForm<T>, merged: Merged) => Promise<CommandForm<T>>;

/**
 * Collects the answers of a command from flags, an answers file, the environment, the terminal and the defaults, the
 * stronger first, and checks them together.
 *
 * @param read reads the files that answers name
 * @throws UsageError with everything that is wrong, wherever it was said, and the complete command
 */
export async function gatherAnswers<T>(
  table: CommandForm<T>,
  given: Given,
  read: ReadFiles<T> = async (form) => form,
): Promise<Gathered<T>> {
  const { io } = given;
  const collected = await collectAnswers(table, given);
  const { merged, printing, unread } = collected;
  const form = await read(table, merged);
  const isAnswerable = unread.length === 0;
  const { options, prompted } = isAnswerable
    ? await askMissing({ form, options: merged.options, io })
    : { options: merged.options, prompted: [] };
  const checked = form.check(options);
  if (!checked.ok || !isAnswerable) throw await refusal({ form, given, collected, options, checked });
  const specs = answerSpecs(form);
  const complete = form.complete(checked.value, options);
  const ofFiles = (key: string) => (form.said?.keys.includes(key) === true ? form.said.source : undefined);
  const source = (key: string) =>
    sourceOf(key, { ...collected, table: form, specs, prompted }) ?? ofFiles(key);
  if (printing.what !== undefined) {
    const { printAnswers } = await import('./print-answers.ts');
    const { what, format } = printing;
    const { command } = form;
    await printAnswers({ what, command, specs, options: complete, sourceOf: source, format, io });
  }
  const recorded = recordedAnswers(form, complete);
  return { answers: checked.value, options, recorded, printed: printing.what !== undefined };
}

type Refused<T> = {
  readonly form: CommandForm<T>;
  readonly given: Given;
  readonly collected: Collected;
  /** Of all sources, with what a person answered. */
  readonly options: RawOptions;
  readonly checked: Checked<T>;
};

/** A command to paste is no help while something else is wrong: it would be refused again. */
async function refusal<T>({ form, given, collected, options, checked }: Refused<T>): Promise<UsageError> {
  const { merged, unread, texts } = collected;
  const { command, groups, argument } = form;
  const found = violationsOf(checked);
  const blamed = blameSources(found, answerSpecs(form), { ...merged, options });
  const missing = form.missing(options);
  const named = [...missing.flags, ...(missing.args.length === 0 ? [] : [argument?.name])];
  const isComplete = unread.length === 0 && found.every(({ path }) => named.includes(path));
  const line = { command, args: given.args, groups, options: given.options };
  const hint = completeCommandHint({ ...line, missing, isComplete });
  const violations = await located([...unread, ...withoutConsequences(blamed, unread)], texts);
  return new UsageError(`kx ${command} cannot work with this; nothing was written`, { hint, violations });
}

/** Files are read for their lines only where something is wrong. */
async function located(violations: readonly Violation[], texts: Collected['texts']) {
  if (texts.size === 0) return violations;
  const { locator } = await import('../model/source/locate/locator.ts');
  const locate = locator(texts);
  return violations.map((violation) => ({ ...violation, path: locate(violation.path) }));
}
