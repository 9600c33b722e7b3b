import type { AnswerProblem } from './status-problem.ts';

/** @returns what is wrong with an answer that has values of other types than Go's structs */
export function misfitProblem(first: string, more: number): AnswerProblem {
  const rest = more === 0 ? '' : ` (and ${more} more like it)`;
  return {
    message: `the answer is malformed: ${first}${rest}`,
    cause: 'kubectl refuses the whole answer for that',
  };
}
