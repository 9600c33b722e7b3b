import type { ApiObject } from '../../api/api-object.ts';
import type { JsonValue } from '../../api/json.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { decodeObject } from '../../decode/decode-object.ts';
import { requireJsonObject } from '../../decode/require-json-object.ts';
import { unknownMetadata } from '../../decode/unknown-metadata.ts';
import type { ReplyHeaders } from '../../request/reply.ts';
import { applyDefaults } from '../../schema/apply-defaults.ts';
import { pruneFields } from '../../schema/prune-fields.ts';
import { distinctOwners } from './distinct-owners.ts';
import { reportLostFields, withWarnings } from './field-validation.ts';
import type { FieldValidation } from './write-options.ts';

/** A submitted object in the form of its schema, and the headers that warn of what was lost. */
export type Admitted = { readonly object: ApiObject; readonly headers: ReplyHeaders };

/** What the client sent, and what it wants to hear of fields that are unknown or there twice. */
export type Submission = {
  readonly document: JsonValue;
  /** A sentence for each field that is there twice. */
  readonly duplicate: readonly string[];
  readonly fieldValidation: FieldValidation;
  /** Whether a patch made the document. */
  readonly isPatched?: boolean;
};

/**
 * Decodes a submitted document, drops what the schema does not know and fills in its defaults. 400 for a document
 * that is no object of the kind, or under Strict has fields that are unknown or there twice; 422 for another kind.
 */
export const admit = (
  kind: KindDefinition,
  { document, duplicate, fieldValidation, isPatched = false }: Submission,
): Admitted => {
  const fields = requireJsonObject(document);
  const pruning: string[] = [];
  const pruned = pruneFields(decodeObject(fields, kind), kind.schema, pruning);
  const unknown = [...unknownMetadata(fields), ...pruning.toSorted()];
  const headers = reportLostFields({ unknown, duplicate }, fieldValidation, kind);
  const { object, warnings } = distinctOwners(applyDefaults(pruned, kind.schema), isPatched);
  return { object, headers: withWarnings(headers, warnings) };
};
