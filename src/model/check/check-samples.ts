import type { Violation } from '../../errors.ts';
import type { CustomResourceVersion } from '../custom-resource.ts';
import { NoSampleError } from '../sample/no-sample-error.ts';
import { sampleBody } from '../sample/sample-object.ts';
import { writtenSchema } from '../sample/written-schema.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';

const HINT = 'give the field a default or an enum, or loosen what contradicts itself';

/**
 * Checks that objects of a version can be made, minimal and full, and satisfy its schema.
 *
 * @returns violations at the fields for which no value was found
 */
export function checkSamples(version: CustomResourceVersion): readonly Violation[] {
  const known = CHECKED.get(version.schema);
  const found = known?.status === version.status ? known.violations : findProblem(version);
  CHECKED.set(version.schema, { status: version.status, violations: found });
  return found;
}

/** A schema that a file describes is checked once more to find out which answers follow from it. */
const CHECKED = new WeakMap<
  Schema,
  { readonly status: boolean; readonly violations: readonly Violation[] }
>();

function findProblem(version: CustomResourceVersion): readonly Violation[] {
  const [first] = [...problemsOf(version, 'minimal'), ...problemsOf(version, 'full')];
  return first === undefined ? [] : [first];
}

function problemsOf(version: CustomResourceVersion, mode: 'full' | 'minimal'): readonly Violation[] {
  try {
    return validateValue(writtenSchema(version), sampleBody(version, mode)).map(({ path, message }) => ({
      path: `schema${path.replace(/\[\d+\]/gu, '[]')}`,
      message: `no object with it was found: it ${message}`,
      hint: HINT,
    }));
  } catch (error) {
    if (error instanceof NoSampleError) {
      return [
        { path: error.path === '' ? 'schema' : `schema.${error.path}`, message: error.message, hint: HINT },
      ];
    }
    throw error;
  }
}
