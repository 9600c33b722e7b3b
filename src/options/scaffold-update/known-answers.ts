import type { JsonObject } from '../../model/json-value.ts';
import { answerSpecs } from '../answers/answer-spec.ts';
import type { AnswerTable } from '../command-form.ts';

/**
 * Leaves out of a record what another version of kx wanted to know.
 *
 * @returns the answers that this version takes, and the keys of those that it does not
 */
export function knownAnswers(
  table: AnswerTable,
  answers: JsonObject,
): { readonly known: JsonObject; readonly unknown: readonly string[] } {
  const keys = new Set(answerSpecs(table).map(({ answer }) => answer.key));
  const entries = Object.entries(answers);
  return {
    known: Object.fromEntries(entries.filter(([key]) => keys.has(key))),
    unknown: entries.map(([key]) => key).filter((key) => !keys.has(key)),
  };
}
