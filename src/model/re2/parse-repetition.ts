import type { PatternNode } from './pattern-node.ts';
import { type PatternReader, PatternSyntaxError, rest } from './pattern-reader.ts';

type Count = { readonly min: number; readonly max: number | undefined; readonly counted: boolean };

const operators: Readonly<Record<string, Count>> = {
  '*': { min: 0, max: undefined, counted: false },
  '+': { min: 1, max: undefined, counted: false },
  '?': { min: 0, max: 1, counted: false },
};

/**
 * Reads what may follow an atom: `*`, `+`, `?` or `{n,m}`, each perhaps lazy.
 *
 * @returns the atom, repeated if so written
 * @throws PatternSyntaxError for two operators in a row and for counts above 1000
 */
export function parseRepetition(reader: PatternReader, atom: PatternNode): PatternNode {
  const first = takeOperator(reader);
  if (first === undefined) {
    return atom;
  }
  const second = takeOperator(reader);
  if (second !== undefined) {
    throw new PatternSyntaxError('invalid nested repetition operator', first.text + second.text);
  }
  return { kind: 'repeat', node: atom, ...first.count };
}

function takeOperator(reader: PatternReader): { readonly text: string; readonly count: Count } | undefined {
  const text = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/u.exec(rest(reader))?.[0];
  if (text === undefined) {
    return undefined;
  }
  reader.position += text.length;
  return { text, count: operators[text.charAt(0)] ?? bracedCount(text) };
}

function bracedCount(text: string): Count {
  const [, low, comma, high] = /^\{(\d+)(,)?(\d*)\}/u.exec(text) ?? [];
  const min = Number(low);
  const max = comma === undefined ? min : high === '' ? undefined : Number(high);
  if (min > 1000 || (max !== undefined && (max > 1000 || max < min))) {
    throw new PatternSyntaxError('invalid repeat count', text);
  }
  return { min, max, counted: true };
}
