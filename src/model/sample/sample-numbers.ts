import type { Schema } from '../schema/schema.ts';

/** How many values of a sequence are tried before a search gives up. */
const ATTEMPTS = 2000;

/**
 * Numbers near what a schema asks for, those that read well first.
 *
 * @returns candidates, some of which the schema may refuse
 */
export function* numberCandidates(schema: Schema): Generator<number> {
  const whole = schema.type !== 'number';
  const step = schema.multipleOf ?? 1;
  yield step;
  if (!whole && schema.multipleOf === undefined) {
    yield* fractions(schema);
  }
  yield* multiples(schema, step);
}

/** Numbers between the bounds, evenly apart: `{min=0,exclusiveMin,max=1,exclusiveMax}` has no whole one. */
function* fractions({ minimum, maximum }: Schema): Generator<number> {
  const low = minimum ?? (maximum === undefined ? 0 : maximum - 1);
  const high = maximum ?? low + 1;
  for (let parts = 2; parts < 64; parts *= 2) {
    for (let part = 1; part < parts; part += 2) {
      yield low + ((high - low) * part) / parts;
    }
  }
}

/** Multiples of the step from the lower bound upwards, or without one from the upper bound downwards. */
function* multiples({ minimum, maximum }: Schema, step: number): Generator<number> {
  const downwards = minimum === undefined && maximum !== undefined && maximum < step;
  const first = downwards ? Math.floor(maximum / step) : Math.ceil((minimum ?? step) / step);
  for (let index = 0; index < ATTEMPTS; index++) {
    yield roundOff((downwards ? first - index : first + index) * step) + 0;
  }
}

/** Takes away what binary fractions add: 3 × 0.1 is to be 0.3. */
function roundOff(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}
