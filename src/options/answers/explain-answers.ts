import { isJsonList, isJsonObject, type JsonValue } from '../../model/json-value.ts';
import type { RawOptions } from '../option.ts';
import type { AnswerSpec } from './answer-spec.ts';
import { answersDocument } from './answers-document.ts';
import { memberPath } from './member-path.ts';

/** One answer: what it is, and who said so. */
export type ExplainedAnswer = {
  readonly key: string;
  readonly value: JsonValue;
  /** `--group`, `answers.yaml`, `KX_GROUP`, `prompt`, `default`, `from kind`. */
  readonly source: string;
  /** The other names that it can be given by. */
  readonly flag: string;
  readonly environment: string;
};

/**
 * @param options complete
 * @param sourceOf by keys of the raw options; undefined for what nobody said
 */
export function explainAnswers(
  specs: readonly AnswerSpec[],
  options: RawOptions,
  sourceOf: (rawKey: string) => string | undefined,
): readonly ExplainedAnswer[] {
  const document = answersDocument(specs, options);
  return specs.flatMap(({ answer: { key, derived }, rawKey, flag, environment }) => {
    const value = document[key];
    if (value === undefined) return [];
    const source = sourceOf(rawKey) ?? (derived === undefined ? 'default' : `from ${derived}`);
    return [{ key, value, source, flag, environment }];
  });
}

/** @returns rows of a table, a heading first; a row for each value of a list */
export function explanationRows(answers: readonly ExplainedAnswer[]): readonly (readonly string[])[] {
  const rows = answers.flatMap(({ key, value, source }) =>
    valuesOf(key, value).map(([name, text]) => [name, text, source]),
  );
  return [['ANSWER', 'VALUE', 'SOURCE'], ...rows];
}

function valuesOf(key: string, value: JsonValue): readonly (readonly [string, string])[] {
  if (isJsonList(value) && value.length > 0) {
    return value.map((item, index) => [`${key}[${index}]`, textOf(item)]);
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).map(([name, item]) => [key + memberPath(name), textOf(item)]);
  }
  return [[key, textOf(value)]];
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
