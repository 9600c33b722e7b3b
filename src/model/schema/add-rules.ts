import type { Problem, Violation } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import type { FieldPath, FieldStep } from './field-path.ts';
import type { Schema, ValidationRule } from './schema.ts';

/** A rule, and the field that it is on; the whole object where the path is empty. */
export type PlacedRule = { readonly path: FieldPath; readonly rule: ValidationRule };

/**
 * Puts rules into the schema of a whole object, behind those that it has.
 *
 * @returns the schema; for each rule where it is now, `schema.spec.x-kubernetes-validations[0]`; and violations at
 *   `rules[index]` for those whose path leads nowhere, which are left out
 */
export function addRules(
  schema: Schema,
  rules: readonly PlacedRule[],
): {
  readonly schema: Schema;
  readonly places: readonly (string | undefined)[];
  readonly violations: readonly Violation[];
} {
  let whole = schema;
  const violations: Violation[] = [];
  const places: (string | undefined)[] = [];
  for (const [index, { path, rule }] of rules.entries()) {
    const added = addRule(whole, path, { rule, walked: '' });
    if ('message' in added) {
      violations.push({ path: `rules[${index}]`, message: added.message, hint: added.hint });
      places.push(undefined);
    } else {
      whole = added.schema;
      places.push(`schema${path.map(textOf).join('')}.x-kubernetes-validations[${added.index}]`);
    }
  }
  return { schema: whole, places, violations };
}

type Adding = { readonly rule: ValidationRule; readonly walked: string };
type Added = { readonly schema: Schema; readonly index: number } | Problem;

function addRule(schema: Schema, [step, ...rest]: FieldPath, { rule, walked }: Adding): Added {
  const keyword = 'x-kubernetes-validations';
  const rules = schema[keyword] ?? [];
  if (step === undefined) return { schema: { ...schema, [keyword]: [...rules, rule] }, index: rules.length };
  const child = childAt(schema, step);
  if (child === undefined) return missing(schema, step, walked);
  const added = addRule(child, rest, { rule, walked: walked + textOf(step) });
  return 'message' in added ? added : { ...added, schema: withChild(schema, step, added.schema) };
}

function childAt(
  { properties = {}, items, additionalProperties }: Schema,
  step: FieldStep,
): Schema | undefined {
  if (step.kind === 'item') return items;
  if (step.kind === 'value') return additionalProperties;
  return Object.hasOwn(properties, step.name) ? properties[step.name] : undefined;
}

function withChild(schema: Schema, step: FieldStep, child: Schema): Schema {
  if (step.kind === 'item') return { ...schema, items: child };
  if (step.kind === 'value') return { ...schema, additionalProperties: child };
  return { ...schema, properties: { ...schema.properties, [step.name]: child } };
}

function textOf(step: FieldStep): string {
  if (step.kind === 'property') return `.${step.name}`;
  return step.kind === 'item' ? '[]' : '{}';
}

function missing(schema: Schema, step: FieldStep, walked: string): Problem {
  const where = walked === '' ? 'the object' : walked.slice(1);
  if (step.kind === 'item') return { message: `${where} is no list` };
  if (step.kind === 'value') return { message: `${where} is no map` };
  const names = Object.keys(schema.properties ?? {});
  const near = nearest(step.name, names);
  const fields = names.length === 0 ? undefined : `it has ${names.join(', ')}`;
  const hint = near === undefined ? fields : `did you mean ${`${walked}.${near}`.slice(1)}?`;
  return { message: `${where} has no field '${step.name}'`, hint };
}
