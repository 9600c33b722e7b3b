import { type Checked, violationsOf } from '../checked.ts';
import type { Violation } from '../errors.ts';
import type { RawOptions } from './option.ts';
import { listOf } from './raw-value.ts';

/** What a person on a terminal is asked where a required answer is missing. */
export type Question = {
  /** The key among the raw options that the answer goes to. */
  readonly key: string;
  /** The path that violations of this answer have: `--group`. */
  readonly flag: string;
  readonly message: string;
  /** How an answer looks, until one is typed: `CamelCase, as CronTab`. */
  readonly hint?: string;
  /** Not required: asked only of a person who is being asked something that is. */
  readonly offered?: true;
  /** The only answers there are, to choose from. */
  readonly choices?: readonly string[];
  /** Takes several answers, one a line, until an empty line. */
  readonly repeatable?: true;
  /**
   * What an empty line means, from what is known so far. Of an offered question it is the command's own default, and
   * the answer is left to that.
   */
  readonly defaultOf?: (options: RawOptions) => string | undefined;
  /** What follows from an answer while it is typed: `crontabs.stable.example.com`. */
  readonly preview?: (typed: string, options: RawOptions) => string | undefined;
};

/** What is known so far, and the command's own check of it. */
export type AnswerContext = {
  readonly options: RawOptions;
  readonly check: (options: RawOptions) => Checked<unknown>;
};

/** @returns the questions whose answers nobody gave */
export function openQuestions(questions: readonly Question[], options: RawOptions): readonly Question[] {
  return questions.filter(({ key }) => options[key] === undefined || isEmptyList(options[key]));
}

function isEmptyList(value: RawOptions[string]): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** @returns what is known once a question got an answer as it was typed; one more of a list */
export function withAnswer({ key, repeatable }: Question, text: string, options: RawOptions): RawOptions {
  const answer = text.trim();
  return { ...options, [key]: repeatable === true ? [...listOf(options, key), answer] : answer };
}

/**
 * Checks one typed answer with the same rules as its flag. An offered answer is the last straw where it makes
 * another flag wrong, so it is told then as well.
 *
 * @returns true, or the sentence to show under the question
 */
export function checkAnswer(
  question: Question,
  text: string,
  { options, check }: AnswerContext,
): true | string {
  const found = violationsOf(check(withAnswer(question, text, options)));
  const own = found.find(({ path }) => path === question.flag || path.startsWith(`${question.flag} '`));
  if (own !== undefined) return sentenceOf(own);
  if (question.offered !== true) return true;
  const known = new Set(violationsOf(check(options)).map(({ message }) => message));
  const other = found.find(({ message }) => !known.has(message));
  return other === undefined ? true : `${other.path} ${sentenceOf(other)}`;
}

function sentenceOf({ message, hint }: Violation): string {
  return hint === undefined ? message : `${message} (${hint})`;
}
