import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';

/** Where an answer stands, for messages about it. */
export type Place = {
  /** Of the answer: `answers.yaml: fields`, `KX_FIELD`. */
  readonly path: string;
  /** Of each of its values, where it has several: `answers.yaml: fields[2]`. */
  readonly items?: readonly string[];
};

/** Answers from one source, as flags would give them. */
export type Layer = {
  /** `answers.yaml`, `.kx/record`; undefined where each answer names its own: `KX_GROUP`, `--group`. */
  readonly source?: string;
  /** Of the file, to find lines in. */
  readonly text?: string;
  readonly options: RawOptions;
  /** By keys of the raw options; also of what was given but could not be read. */
  readonly places: ReadonlyMap<string, Place>;
  /** What could not be read; the value is absent from the options, or stands in them as far as it was understood. */
  readonly violations: readonly Violation[];
};
