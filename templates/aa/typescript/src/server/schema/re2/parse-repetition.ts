import { type PatternReader, PatternSyntaxError, rest } from './pattern-reader.ts';

/** How often what stands before it is repeated; `counted` for `{n,m}`. */
export type Repetition = {
  readonly min: number;
  readonly max: number | undefined;
  readonly counted: boolean;
  /** Written with a `?` after it: as few as will do. */
  readonly lazy: boolean;
};

const operators: Readonly<Record<string, Repetition>> = {
  '*': { min: 0, max: undefined, counted: false, lazy: false },
  '+': { min: 1, max: undefined, counted: false, lazy: false },
  '?': { min: 0, max: 1, counted: false, lazy: false },
};

/**
 * Reads `*`, `+`, `?` or `{n,m}`, each perhaps lazy, if it comes next.
 *
 * @param hasArgument whether something stands before it that can be repeated
 * @returns undefined, with nothing read, where something else comes
 * @throws PatternSyntaxError for nothing to repeat, two operators in a row, and counts above 1000
 */
export function parseRepetition(reader: PatternReader, hasArgument: boolean): Repetition | undefined {
  const text = takeOperator(reader);
  if (text === undefined) return undefined;
  const repetition = operators[text.charAt(0)] ?? bracedCount(text);
  if (!hasArgument) throw new PatternSyntaxError('missing argument to repetition operator', text);
  const second = takeOperator(reader);
  if (second?.startsWith('{')) bracedCount(second);
  if (second !== undefined) throw new PatternSyntaxError('invalid nested repetition operator', text + second);
  return { ...repetition, lazy: text.length > 1 && text.endsWith('?') };
}

function takeOperator(reader: PatternReader): string | undefined {
  const text = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/u.exec(rest(reader))?.[0];
  reader.position += text?.length ?? 0;
  return text;
}

function bracedCount(text: string): Repetition {
  const [, low, comma, high] = /^\{(\d+)(,)?(\d*)\}/u.exec(text) ?? [];
  const min = Number(low);
  const max = comma === undefined ? min : high === '' ? undefined : Number(high);
  if (min > 1000 || (max !== undefined && (max > 1000 || max < min))) {
    throw new PatternSyntaxError('invalid repeat count', text.replace(/\?$/u, ''));
  }
  return { min, max, counted: true, lazy: false };
}
