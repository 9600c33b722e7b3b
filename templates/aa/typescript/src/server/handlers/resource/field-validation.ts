import { cannotBeHandled } from '../../api/api-errors.ts';
import type { ResourceInput } from './resource-input.ts';
import type { FieldValidation } from './write-options.ts';

/** Fields of a submitted object that would be lost without a word. */
export type LostFields = {
  /** Their paths. */
  readonly unknown: readonly string[];
  /** A sentence for each. */
  readonly duplicate: readonly string[];
};

/**
 * What the client asked to do about lost fields: Strict refuses them with a 400, Warn tells of them, Ignore does not
 * (KEP-2885).
 */
export const reportLostFields = (
  lost: LostFields,
  mode: FieldValidation,
  { kind, warn }: Pick<ResourceInput, 'kind' | 'warn'>,
): void => {
  const problems = [...lost.duplicate, ...lost.unknown.map((path) => `unknown field "${path}"`)];
  if (problems.length === 0 || mode === 'Ignore') return;
  if (mode === 'Strict') throw cannotBeHandled(kind, `strict decoding error: ${problems.join(', ')}`);
  problems.flatMap(warningsOf).forEach(warn);
};

/** A header has no lines: what a YAML parser says on several is told line by line (rest.go parseYAMLWarnings). */
const warningsOf = (problem: string): readonly string[] => {
  const [first = '', ...lines] = problem.split('\n');
  return first === 'yaml: unmarshal errors:' ? lines.map((line) => line.trim()) : [problem];
};
