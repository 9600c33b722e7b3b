import type { JsonObject, JsonValue } from '../../model/json-value.ts';
import type { RawOptions } from '../option.ts';
import type { AnswerSpec } from './answer-spec.ts';
import { ruleAnswer } from './rule-answer.ts';

/**
 * @param options as flags would give them, checked
 * @returns the same as an answers file, in the order of --help; what has no value is left out
 */
export function answersDocument(specs: readonly AnswerSpec[], options: RawOptions): JsonObject {
  const answers = specs.flatMap((spec): (readonly [string, JsonValue])[] => {
    const value = options[spec.rawKey];
    return value === undefined ? [] : [[spec.answer.key, answerOf(value, spec)]];
  });
  return Object.fromEntries(answers);
}

function answerOf(
  value: Exclude<RawOptions[string], undefined>,
  { answer: { form } }: AnswerSpec,
): JsonValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return form === 'number' ? Number(value) : value;
  if (form === 'rule') return value.map(ruleAnswer);
  return form === 'pairs' ? Object.fromEntries(value.map(pairOf)) : value;
}

/** `a=b=c` is `b=c` at `a`. */
function pairOf(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), text.slice(equals + 1)];
}
