import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import { type FieldType, formatFieldType } from '../../model/schema/field-type.ts';
import type { Schema } from '../../model/schema/schema.ts';
import type { Constraint } from './constraint.ts';
import { parseConstraints, type WrittenConstraint } from './constraint-syntax.ts';
import { CONSTRAINT_TABLE } from './constraint-table.ts';
import { kindOfField } from './field-kind.ts';

/** The field that constraints are of; its name goes into messages that objects' authors see. */
export type ConstrainedField = { readonly name: string; readonly path: string; readonly type: FieldType };

/** What constraints were read as. */
type Keywords = { readonly keywords: Schema; readonly violations: readonly Violation[] };

const KEYS = Object.keys(CONSTRAINT_TABLE);

/**
 * Reads the constraints of a field into keywords of its schema.
 *
 * @param text what stands between the braces
 * @returns the keywords that were understood, and every violation (whose paths are empty)
 */
export function parseKeywords(text: string, field: ConstrainedField): Keywords {
  const { constraints, problems } = parseConstraints(text);
  const violations: Violation[] = problems.map((message) => ({ path: '', message }));
  let keywords: Schema = {};
  for (const [index, written] of constraints.entries()) {
    const repeated = constraints.findIndex(({ key }) => key === written.key) < index;
    const checked = parseConstraint(written, field, repeated);
    if (checked.ok) {
      keywords = merge(keywords, checked.value);
    } else {
      violations.push(...checked.violations);
    }
  }
  return { keywords, violations };
}

/** `listMapKey` is the one constraint that may come again: each adds a key. */
function merge(keywords: Schema, more: Schema): Schema {
  const name = 'x-kubernetes-list-map-keys';
  const listMapKeys = [...(keywords[name] ?? []), ...(more[name] ?? [])];
  return { ...keywords, ...more, ...(listMapKeys.length === 0 ? {} : { [name]: listMapKeys }) };
}

function parseConstraint(
  { key, values }: WrittenConstraint,
  field: ConstrainedField,
  repeated: boolean,
): Checked<Schema> {
  const table: Readonly<Record<string, Constraint>> = CONSTRAINT_TABLE;
  const constraint = Object.hasOwn(table, key) ? table[key] : undefined;
  if (constraint === undefined) return problem(`there is no constraint '${key}'`, unknownHint(key));
  if (!constraint.on.includes(kindOfField(field.type))) {
    return problem(
      `${key} does not apply to ${formatFieldType(field.type)}`,
      misplacedHint(key, field, constraint),
    );
  }
  if (repeated && key !== 'listMapKey') return problem(`${key} is given twice`);
  const parsed = constraint.parse(values, field);
  return 'message' in parsed ? problem(`${key}: ${parsed.message}`, parsed.hint) : valid(parsed.keywords);
}

function problem(message: string, hint?: string): Checked<never> {
  return invalid([{ path: '', message, hint }]);
}

function unknownHint(key: string): string {
  return nearestHint(key, KEYS) ?? `constraints: ${KEYS.join(', ')}`;
}

/** What was meant for the items of a list goes to their own path. */
function misplacedHint(key: string, { type, path }: ConstrainedField, { on }: Constraint): string {
  const suffix = type.kind === 'list' ? '[]' : '{}';
  return type.kind !== 'plain' && on.includes(kindOfField(type.of))
    ? `for each of its values: --field '${path}${suffix}:${formatFieldType(type.of)}{${key}…}'`
    : `${key} is for ${on.join(', ')}`;
}
