import { ConflictError } from '../errors.ts';

/** @returns the refusal to write what was planned for a tree that is another by now, with each file that differs */
export function changedMeanwhile(root: string, paths: readonly string[]): ConflictError {
  return new ConflictError(`${root} was changed while kx looked at it; nothing was written`, {
    hint: 'run the same command again',
    violations: paths.map((path) => ({ path, message: 'was changed meanwhile' })),
  });
}
