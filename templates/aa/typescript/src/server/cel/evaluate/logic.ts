import { CelError, CelLimitError, noSuchOverload } from '../values/cel-error.ts';
import type { CelValue } from '../values/cel-value.ts';
import type { Evaluation, Frame } from './frame.ts';

/** What an evaluation gives, an error as a value; but for one that ends the rule. */
const attempt = (evaluate: Evaluation, frame: Frame): CelValue | CelError => {
  try {
    return evaluate(frame);
  } catch (error) {
    if (error instanceof CelError && !(error instanceof CelLimitError)) return error;
    throw error;
  }
};

/** What a chain of `&&` or `||` has come to: the result that ends it, or the first error so far. */
export type Chain = {
  readonly add: (evaluate: Evaluation, frame: Frame) => boolean;
  readonly result: () => boolean;
};

/**
 * A chain of `&&` (which false ends) or `||` (which true ends): what goes wrong in one part does not matter if another
 * one decides. `add` says whether it is decided.
 */
export const chainUntil = (decisive: boolean): Chain => {
  let isDecided = false;
  let failure: CelError | undefined;
  return {
    add: (evaluate, frame) => {
      const value = attempt(evaluate, frame);
      if (value === decisive) isDecided = true;
      else if (value instanceof CelError) failure ??= value;
      else if (typeof value !== 'boolean') failure ??= noSuchOverload();
      return isDecided;
    },
    result: () => {
      if (isDecided) return decisive;
      if (failure !== undefined) throw failure;
      return !decisive;
    },
  };
};

/** `a && b`, or `a || b`, of any number of parts. */
export const chained =
  (decisive: boolean, parts: readonly Evaluation[]): Evaluation =>
  (frame) => {
    const chain = chainUntil(decisive);
    for (const part of parts) if (chain.add(part, frame)) break;
    return chain.result();
  };

/** A boolean, where nothing else makes sense. @throws CelError */
export const truth = (value: CelValue): boolean => {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return value;
};
