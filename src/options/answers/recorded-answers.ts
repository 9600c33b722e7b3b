import type { JsonObject } from '../../model/json-value.ts';
import type { CommandForm } from '../command-form.ts';
import type { RawOptions } from '../option.ts';
import { type AnswerSpec, answerSpecs } from './answer-spec.ts';
import { answersDocument } from './answers-document.ts';

/**
 * @param complete every answer
 * @returns what a record keeps: not where the files lie, and nothing that follows from other answers as it would if
 *   nobody had said it, so that printed answers leave the record that they were printed from
 */
export function recordedAnswers<T>(form: CommandForm<T>, complete: RawOptions): JsonObject {
  const specs = answerSpecs(form).filter(({ answer }) => answer.key !== 'out');
  const said = form.said?.keys ?? [];
  const derivable = specs.filter(
    ({ answer, rawKey }) => answer.derived !== undefined || said.includes(rawKey),
  );
  const derived = derive(form, complete, derivable);
  const kept = specs.filter(
    (spec) => !derivable.includes(spec) || !isSame(complete[spec.rawKey], derived[spec.rawKey]),
  );
  return answersDocument(kept, complete);
}

/** @returns every answer as it is without those that follow from others; nothing where such a run is refused */
function derive<T>(form: CommandForm<T>, complete: RawOptions, derivable: readonly AnswerSpec[]): RawOptions {
  const keys = new Set(derivable.map(({ rawKey }) => rawKey));
  const bare = Object.fromEntries(Object.entries(complete).filter(([key]) => !keys.has(key)));
  const checked = form.check(bare);
  return checked.ok ? form.complete(checked.value, bare) : {};
}

function isSame(one: RawOptions[string], other: RawOptions[string]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
