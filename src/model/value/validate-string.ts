import { matches } from '../../../templates/aa/typescript/src/server/schema/re2/match-text.ts';
import { patternProgram } from '../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';
import type { Schema } from '../schema/schema.ts';
import { stringFormat } from './string-formats.ts';

/**
 * Validates a string against length, pattern and format.
 *
 * @returns what is wrong, each as the end of a sentence; lengths count code points, as the API server does
 */
export function stringProblems(schema: Schema, text: string): readonly string[] {
  const length = [...text].length;
  const problems: string[] = [];
  if (schema.minLength !== undefined && length < schema.minLength) {
    problems.push(`must have at least ${schema.minLength} characters`);
  }
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    problems.push(`must have at most ${schema.maxLength} characters`);
  }
  const program = schema.pattern === undefined ? undefined : patternProgram(schema.pattern);
  if (program !== undefined && !matches(program, text)) {
    problems.push(`must match ${schema.pattern}`);
  }
  if (schema.format !== undefined && stringFormat(schema.format)?.accepts(text) === false) {
    problems.push(`must be of format ${schema.format}`);
  }
  return problems;
}
