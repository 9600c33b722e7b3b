import type { ApiObject } from '../../api/api-object.ts';
import type { JsonValue } from '../../api/json.ts';
import { decodeObject } from '../../decode/decode-object.ts';
import { requireJsonObject } from '../../decode/require-json-object.ts';
import { unknownMetadata } from '../../decode/unknown-metadata.ts';
import { applyDefaults } from '../../schema/apply-defaults.ts';
import { pruneFields } from '../../schema/prune-fields.ts';
import { distinctOwners } from './distinct-owners.ts';
import { reportLostFields } from './field-validation.ts';
import type { ResourceInput } from './resource-input.ts';
import type { FieldValidation } from './write-options.ts';

/** What the client sent, and what it wants to hear of fields that are unknown or there twice. */
export type Submission = {
  readonly document: JsonValue;
  /** A sentence for each field that is there twice. */
  readonly duplicate: readonly string[];
  readonly fieldValidation: FieldValidation;
  /** Whether a patch made the document. */
  readonly isPatched?: boolean;
  /** Whether a server-side apply did: what it sets to null stays so. */
  readonly isApplied?: boolean;
};

/**
 * Decodes a submitted document, drops what the schema does not know and fills in its defaults; warns of what was lost.
 * 400 for a document that is no object of the kind, or under Strict has fields that are unknown or there twice; 422 for
 * another kind.
 */
export const admit = (
  input: Pick<ResourceInput, 'kind' | 'warn'>,
  { document, duplicate, fieldValidation, isPatched = false, isApplied = false }: Submission,
): ApiObject => {
  const { kind, warn } = input;
  const fields = requireJsonObject(document);
  // Decoding finds these first: they are told of in what is refused later, too.
  if (fieldValidation === 'Warn') reportLostFields({ unknown: [], duplicate }, fieldValidation, input);
  const pruning: string[] = [];
  const pruned = pruneFields(decodeObject(fields, kind), kind.schema, pruning);
  const unknown = [...unknownMetadata(fields), ...pruning.toSorted()];
  reportLostFields({ unknown, duplicate }, fieldValidation, input);
  const { object, warnings } = distinctOwners(applyDefaults(pruned, kind.schema, isApplied), isPatched);
  warnings.forEach(warn);
  return object;
};
