import { type Origins, originsOf } from '../../../src/discover/kubeconfig/origins.ts';
import { clusterAnswers } from '../../../src/options/cluster/cluster-options.ts';
import type { RawOptions } from '../../../src/options/option.ts';

/** @returns the origins of a context's values, and of those that flags gave */
export function originsFor(context: string, options: RawOptions = {}): Origins {
  const answers = clusterAnswers(options);
  if (!answers.ok) throw new Error(JSON.stringify(answers.violations));
  return originsOf({ context, userName: undefined, flags: answers.value });
}
