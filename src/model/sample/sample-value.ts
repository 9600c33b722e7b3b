import type { JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { narrowSchema } from './narrow-schema.ts';
import { NoSampleError } from './no-sample-error.ts';
import { sampleList } from './sample-list.ts';
import { sampleMembers } from './sample-members.ts';
import { sampleScalars } from './sample-scalar.ts';
import type { SampleMode, Sampling } from './sampling.ts';

/** No object has more values than this: etcd takes 1.5 MiB a request. */
const VALUES_PER_OBJECT = 100_000;

/**
 * Makes a value that satisfies a schema, always the same one.
 *
 * Scalars take their default where they have one; `full` fills lists and maps with one entry, `minimal` with as many
 * as they must have.
 *
 * @throws NoSampleError where none was found, with the path of the field
 */
export function sampleValue(schema: Schema, mode: SampleMode): JsonValue {
  let left = VALUES_PER_OBJECT;
  const samplePart = (part: Schema, path: string): JsonValue => {
    left -= 1;
    if (left < 0) {
      throw new NoSampleError(
        path,
        `an object with every item that ${path} must have does not fit into etcd (1.5 MiB)`,
      );
    }
    return satisfying(part, path, (way) => samplePartBy(way, { mode, path, samplePart }));
  };
  return samplePart(schema, '');
}

/** Tries the ways in which choices can be satisfied until one of them does. */
function satisfying(schema: Schema, path: string, sample: (way: Schema) => JsonValue): JsonValue {
  const [first = schema, ...others] = narrowSchema(schema);
  if (others.length === 0) return sample(first);
  for (const way of [first, ...others]) {
    const value = tried(() => sample(way));
    if (value !== undefined && validateValue(schema, value).length === 0) return value;
  }
  throw new NoSampleError(path, `no value was found for ${path} that satisfies what its schema combines`);
}

function tried(sample: () => JsonValue): JsonValue | undefined {
  try {
    return sample();
  } catch (error) {
    if (error instanceof NoSampleError) return undefined;
    throw error;
  }
}

function samplePartBy(schema: Schema, sampling: Sampling): JsonValue {
  if (schema.type === 'array') return sampleList(schema, sampling);
  if (schema.type === 'object') return sampleMembers(schema, sampling);
  if (schema.type === undefined && schema['x-kubernetes-int-or-string'] !== true) {
    return schema.default ?? (sampling.mode === 'full' ? { key: 'value' } : {});
  }
  return sampleScalars(schema, sampling.path)[0] ?? null;
}
