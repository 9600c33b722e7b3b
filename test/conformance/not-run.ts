import type { Check, Mode } from './check.ts';
import { MEANS, type Means } from './means.ts';

const OTHER_MODE: Readonly<Record<Mode, string>> = {
  direct: 'needs a kube-apiserver in front',
  aggregated: 'kube-apiserver answers that itself, or cannot be told from it',
};

/**
 * @param has what the subject has at hand
 * @returns why a check is not made there; undefined where it is
 */
export function whyNotRun(
  { modes, needs = [] }: Pick<Check, 'modes' | 'needs'>,
  mode: Mode,
  has: readonly (keyof Means)[],
): string | undefined {
  if (modes !== undefined && !modes.includes(mode)) return OTHER_MODE[mode];
  const needed = 'direct' in needs ? needs[mode] : needs;
  const missing = needed.find((each) => !has.includes(each));
  return missing === undefined ? undefined : MEANS[missing];
}
