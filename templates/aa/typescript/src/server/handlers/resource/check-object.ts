import { invalidObject } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import type { FieldError } from '../../api/field-error.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { validateRules } from '../../cel/rules/validate-rules.ts';
import { metadataProblems } from '../../decode/metadata-problems.ts';
import { validateFields, validateStatus } from '../../schema/validate-fields.ts';

/**
 * The object after the kind's own defaulting, if nothing speaks against it: its metadata, its schema and the CEL rules in
 * it, the kind's own rules and the problems that the caller found already. Otherwise one 422 with all of them. Where the
 * status alone is written, the rest may break what the schema says since.
 */
export const checkObject = (
  kind: KindDefinition,
  submitted: ApiObject,
  {
    previous,
    problems = [],
    isOfStatus = false,
  }: {
    readonly previous?: ApiObject;
    readonly problems?: readonly FieldError[];
    readonly isOfStatus?: boolean;
  } = {},
): ApiObject => {
  const object = kind.defaulting?.(submitted) ?? submitted;
  const bySchema = validateFields(object, kind.schema);
  const found = [
    ...metadataProblems(object.metadata),
    ...problems,
    ...(isOfStatus ? validateStatus(object, kind.schema) : bySchema),
  ];
  const all = [
    ...found,
    ...validateRules(object, kind.schema, { previous, problems: found }),
    // Own rules may rely on the types that the schema promises.
    ...(bySchema.length === 0 ? (kind.validation?.(object, previous) ?? []) : []),
  ];
  if (all.length > 0) throw invalidObject(kind, object.metadata.name ?? '', all);
  return object;
};
