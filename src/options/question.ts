import { type Checked, violationsOf } from '../checked.ts';
import type { RawOptions } from './option.ts';

/** What a person on a terminal is asked where a required answer is missing. */
export type Question = {
  /** The key among the raw options that the answer goes to. */
  readonly key: string;
  /** The path that violations of this answer have: `--group`. */
  readonly flag: string;
  readonly message: string;
};

/** What is known so far, and the command's own check of it. */
type Context = {
  readonly options: RawOptions;
  readonly check: (options: RawOptions) => Checked<unknown>;
};

/** @returns the questions whose answers were not given as flags */
export function openQuestions(questions: readonly Question[], options: RawOptions): readonly Question[] {
  return questions.filter(({ key }) => options[key] === undefined);
}

/**
 * Checks one typed answer with the same rules as its flag.
 *
 * @returns true, or the sentence to show under the question
 */
export function checkAnswer(question: Question, text: string, { options, check }: Context): true | string {
  const found = violationsOf(check({ ...options, [question.key]: text.trim() }));
  return found.find(({ path }) => path === question.flag)?.message ?? true;
}
