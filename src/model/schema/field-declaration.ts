import type { FieldPath } from './field-path.ts';
import type { FieldType } from './field-type.ts';
import type { Schema } from './schema.ts';

/** What was said of one field: where it is, of which type, and what holds for it. */
export type FieldDeclaration = {
  /** As it was written, to point at it: `spec.replicas:int32=1`. */
  readonly source: string;
  readonly path: FieldPath;
  readonly type: FieldType;
  /** Whether its parent must have it. */
  readonly required: boolean;
  /** Keywords beside those of the type: default, bounds, description. */
  readonly keywords: Schema;
};
