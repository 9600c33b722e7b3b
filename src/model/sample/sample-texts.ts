import { patternProgram } from '../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';
import { matchingTexts } from '../re2/matching-texts.ts';
import type { Schema } from '../schema/schema.ts';
import { stringFormat } from '../value/string-formats.ts';

/** What texts without a pattern are made of when no ready one has the right length. */
const PLAIN_PATTERN = '^[a-z]*$';

/**
 * Texts near what a schema asks for, those that read well first.
 *
 * @returns candidates, some of which the schema may refuse
 */
export function* textCandidates(schema: Schema): Generator<string> {
  const format = schema.format === undefined ? undefined : stringFormat(schema.format);
  yield* format?.samples ?? [];
  if (schema.pattern === undefined) {
    yield* ['example', 'sample', 'another', 'example-4', 'example-5'];
  }
  const program = patternProgram(schema.pattern ?? PLAIN_PATTERN);
  if (program !== undefined) {
    yield* matchingTexts(program, {
      min: schema.minLength ?? 0,
      max: schema.maxLength ?? Number.POSITIVE_INFINITY,
    });
  }
}
