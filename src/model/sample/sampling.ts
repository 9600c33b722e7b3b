import type { JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';

/** `minimal` has what is required, `full` every field. */
export type SampleMode = 'full' | 'minimal';

/** What is being sampled: which way, where in the object, and how parts of it are. */
export type Sampling = {
  readonly mode: SampleMode;
  /** As the field language writes it; empty for the whole object. */
  readonly path: string;
  /** Samples a part; throws NoSampleError with the part's path. */
  readonly samplePart: (schema: Schema, path: string) => JsonValue;
};
