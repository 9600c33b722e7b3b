import { type CompiledCommon, compiledCommon } from './compiled-common.ts';
import type { MutatingPolicy } from './policy.ts';
import { compileMutation, type Mutate } from './policy-mutation.ts';

/** A policy that changes objects, whose expressions are ready. */
export type CompiledMutations = CompiledCommon & { readonly mutations: readonly Mutate[] };

const known = new WeakMap<MutatingPolicy, CompiledMutations>();

/** The expressions of a policy that changes objects, compiled once for each state of it. */
export const compiledMutations = (policy: MutatingPolicy): CompiledMutations => {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const common = compiledCommon(policy.spec);
  const { mutations = [] } = policy.spec;
  const made = { ...common, mutations: mutations.map((each) => compileMutation(each, common.names)) };
  known.set(policy, made);
  return made;
};
