import type { Problem, Violation } from '../../errors.ts';
import { parseJsonPath } from '../json-path.ts';
import type { Schema } from '../schema/schema.ts';
import { resolveJsonPath } from './resolve-json-path.ts';

const MAX_SELECTABLE_FIELDS = 8;
const SELECTABLE_TYPES: readonly (string | undefined)[] = ['boolean', 'integer', 'string'];

/**
 * Checks the fields that `--field-selector` may use.
 *
 * @returns violations at `selectableFields[index]`, or `selectableFields` for their number
 * @see ValidateCustomResourceSelectableFields of k8s.io/apiextensions-apiserver
 */
export function checkSelectableFields(paths: readonly string[], schema: Schema): readonly Violation[] {
  const violations: Violation[] = [];
  for (const [index, text] of paths.entries()) {
    const problem =
      paths.indexOf(text) < index
        ? { message: `the path ${text} is given twice` }
        : pathProblem(text, schema);
    if (problem !== undefined) {
      violations.push({ path: `selectableFields[${index}]`, ...problem });
    }
  }
  const distinct = new Set(paths).size;
  return distinct <= MAX_SELECTABLE_FIELDS
    ? violations
    : [
        ...violations,
        {
          path: 'selectableFields',
          message: `${distinct} fields are selectable; the API server allows ${MAX_SELECTABLE_FIELDS}`,
        },
      ];
}

function pathProblem(text: string, schema: Schema): Problem | undefined {
  const steps = parseJsonPath(text);
  if (steps === undefined || text.includes('[') || steps.some((step) => step.kind !== 'field')) {
    return {
      message: `the selectable path '${text}' must be names joined by dots`,
      hint: 'as in .spec.color',
    };
  }
  if (/^\.(?:metadata|apiVersion|kind)(?:\.|$)/u.test(text)) {
    return { message: `${text} needs no declaration; selectable fields are those of the resource itself` };
  }
  const resolved = resolveJsonPath(schema, steps);
  if (resolved.found === 'nothing') {
    return { message: `the selectable path ${text} leads nowhere: ${resolved.message}`, hint: resolved.hint };
  }
  if (resolved.found === 'unknown') {
    return { message: `the selectable path ${text} does not lead to a declared field` };
  }
  return SELECTABLE_TYPES.includes(resolved.schema.type)
    ? undefined
    : {
        message: `${text} is of type ${resolved.schema.type ?? 'any'}; only string, boolean and integer fields are selectable`,
      };
}
