import type { PlannedFile } from './plan.ts';

/** @returns whether committing a file of a plan does anything: what is the same, or kept, stays as it is */
export function changesDisk({ action }: PlannedFile): boolean {
  return action !== 'same' && action !== 'keep';
}
