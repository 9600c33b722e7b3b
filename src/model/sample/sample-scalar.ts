import { canonicalJson, isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { NoSampleError } from './no-sample-error.ts';
import { numberCandidates } from './sample-numbers.ts';
import { textCandidates } from './sample-texts.ts';

/** How many candidates are looked at before a field is said to have no sample. */
const PATIENCE = 20_000;

/**
 * Different values that satisfy the schema of a scalar; the default first, then what is allowed by name.
 *
 * @param path of the field, for the error
 * @param count how many are wanted, at least one
 * @returns that many values, always the same ones
 * @throws NoSampleError when fewer were found
 */
export function sampleScalars(schema: Schema, path: string, count = 1): readonly JsonValue[] {
  const found = new Map<string, JsonValue>();
  let tried = 0;
  for (const candidate of candidatesFor(schema)) {
    if (validateValue(schema, candidate).length === 0) {
      found.set(canonicalJson(candidate), candidate);
    }
    if (found.size >= count || ++tried > PATIENCE) break;
  }
  if (found.size < count) throw new NoSampleError(path, noSampleMessage(schema, path, count));
  return [...found.values()];
}

function* candidatesFor(schema: Schema): Generator<JsonValue> {
  if (schema.default !== undefined && schema.default !== null) {
    yield schema.default;
  }
  if (schema.enum !== undefined) {
    yield* schema.enum.filter((value) => value !== null && !isJsonList(value) && !isJsonObject(value));
    return;
  }
  if (schema.type === 'boolean') {
    yield* [true, false];
    return;
  }
  if (schema['x-kubernetes-int-or-string'] === true && schema.pattern !== undefined) {
    yield* ['1Gi', '500m', '2Gi'];
  }
  yield* schema.type === 'string' ? textCandidates(schema) : numberCandidates(schema);
}

function noSampleMessage(schema: Schema, path: string, count: number): string {
  const wanted = count === 1 ? 'no value was found' : `fewer than ${count} different values were found`;
  const keywords: readonly (keyof Schema)[] = [
    'enum',
    'pattern',
    'format',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'multipleOf',
  ];
  const given = keywords.filter((keyword) => schema[keyword] !== undefined);
  return `${wanted} for ${path} that satisfies ${given.length === 0 ? 'its type' : `its ${given.join(', ')}`}`;
}
