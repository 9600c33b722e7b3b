import type { AnswerTable } from '../command-form.ts';
import type { RawOptions } from '../option.ts';
import type { AnswerSpec } from './answer-spec.ts';
import type { Merged } from './merge-layers.ts';

type Said = {
  readonly table: AnswerTable;
  readonly specs: readonly AnswerSpec[];
  /** As typed. */
  readonly flags: RawOptions;
  /** What the positional argument stands for. */
  readonly implied: RawOptions;
  readonly merged: Merged;
  /** Keys that a person was asked for. */
  readonly prompted: readonly string[];
};

/** @returns who said an answer, by its key among the raw options; undefined for a default */
export function sourceOf(rawKey: string, said: Said): string | undefined {
  const { table, specs, flags, implied, merged, prompted } = said;
  if (prompted.includes(rawKey)) return 'prompt';
  if (flags[rawKey] === false) return `--no-${rawKey}`;
  if (flags[rawKey] !== undefined) return specs.find((spec) => spec.rawKey === rawKey)?.flag;
  if (implied[rawKey] !== undefined) return table.argument?.name;
  return merged.origins.get(rawKey)?.source;
}
