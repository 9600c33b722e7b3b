import type { Violation } from '../../errors.ts';

/** @returns the violations with their paths as `locate` says them */
export function withLines(
  violations: readonly Violation[],
  locate: (path: string) => string,
): readonly Violation[] {
  return violations.map((violation) => ({ ...violation, path: locate(violation.path) }));
}
