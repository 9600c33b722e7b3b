import type { Problem } from '../../errors.ts';
import type { Schema } from '../schema/schema.ts';
import { limitProblem } from '../value/validate-number.ts';

type CountKeyword = 'maxItems' | 'maxLength' | 'maxProperties' | 'minItems' | 'minLength' | 'minProperties';

const COUNT_PAIRS: readonly (readonly [CountKeyword, CountKeyword])[] = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
];

/**
 * Checks the bounds of numbers, lengths and counts: each sensible by itself, and none above its partner.
 *
 * The API server takes most of what is refused here, and then refuses every object.
 */
export function boundProblems(schema: Schema): readonly Problem[] {
  return [
    ...COUNT_PAIRS.flatMap((pair) => countProblems(schema, pair)),
    ...limitProblems(schema),
    ...fractionProblems(schema),
    ...rangeProblems(schema),
    ...(schema.multipleOf !== undefined && schema.multipleOf <= 0
      ? [{ message: `multipleOf must be more than 0, not ${schema.multipleOf}` }]
      : []),
  ];
}

function countProblems(
  schema: Schema,
  [low, high]: readonly [CountKeyword, CountKeyword],
): readonly Problem[] {
  const min = schema[low];
  const max = schema[high];
  const bad = [low, high].filter((keyword) => {
    const count = schema[keyword];
    return count !== undefined && !(Number.isSafeInteger(count) && count >= 0);
  });
  if (bad.length > 0) {
    return bad.map((keyword) => ({
      message: `${keyword} must be a whole number from 0 on, not ${schema[keyword]}`,
    }));
  }
  return min !== undefined && max !== undefined && min > max
    ? [{ message: `${low} ${min} is more than ${high} ${max}, so no value fits` }]
    : [];
}

function limitProblems(schema: Schema): readonly Problem[] {
  return (['minimum', 'maximum'] as const).flatMap((keyword) => {
    const bound = schema[keyword];
    const problem = bound === undefined ? undefined : limitProblem(schema, bound);
    return problem === undefined ? [] : [{ message: `${keyword} ${bound} ${problem}` }];
  });
}

/** The API server takes fractional bounds of an int32 or int64, and then refuses every value. */
function fractionProblems(schema: Schema): readonly Problem[] {
  const keywords = schema.type === 'integer' ? (['minimum', 'maximum', 'multipleOf'] as const) : [];
  return keywords.flatMap((keyword) => {
    const bound = schema[keyword];
    return bound === undefined || Number.isInteger(bound)
      ? []
      : [{ message: `${keyword} of an integer must be a whole number, not ${bound}` }];
  });
}

function rangeProblems(schema: Schema): readonly Problem[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const problems: Problem[] = [];
  if (exclusiveMinimum === true && minimum === undefined) {
    problems.push({ message: 'exclusiveMin needs min beside it', hint: 'min=0,exclusiveMin' });
  }
  if (exclusiveMaximum === true && maximum === undefined) {
    problems.push({ message: 'exclusiveMax needs max beside it', hint: 'max=100,exclusiveMax' });
  }
  if (minimum !== undefined && maximum !== undefined) {
    const open = exclusiveMinimum === true || exclusiveMaximum === true;
    if (minimum > maximum || (minimum === maximum && open)) {
      problems.push({ message: `no number lies between minimum ${minimum} and maximum ${maximum}` });
    }
  }
  return problems;
}
