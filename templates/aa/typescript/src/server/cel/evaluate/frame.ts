import { CelLimitError } from '../values/cel-error.ts';
import type { CelValue } from '../values/cel-value.ts';

/** A variable, and those around it. */
export type Scope = { readonly name: string; readonly value: CelValue; readonly outer: Scope | undefined };

/** How much a rule may still do; counted down. */
export type Meter = { left: number };

/** What an expression is evaluated in. */
export type Frame = { readonly scope: Scope | undefined; readonly meter: Meter };

/** An expression that can be evaluated. @throws CelError */
export type Evaluation = (frame: Frame) => CelValue;

/** The frame with one variable more. */
export const withVariable = (frame: Frame, name: string, value: CelValue): Frame => ({
  ...frame,
  scope: { name, value, outer: frame.scope },
});

/** Counts work against what is left. @throws CelLimitError when nothing is */
export const spend = ({ meter }: Frame, cost: number): void => {
  meter.left -= cost;
  if (meter.left < 0) throw new CelLimitError();
};
