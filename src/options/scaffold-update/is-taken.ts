import type { OptionSpec } from '../option.ts';
import { longFlagOf } from '../option-name.ts';

/** @returns whether an update takes a flag of scaffolding: a directory is updated where it lies */
export function isTaken(spec: OptionSpec): boolean {
  const flag = longFlagOf(spec);
  return flag !== '--out' && flag !== '--stdout';
}
