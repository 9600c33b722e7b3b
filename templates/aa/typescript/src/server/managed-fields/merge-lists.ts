import type { JsonValue } from '../api/json.ts';
import { stepTo } from './list-steps.ts';
import type { MergeType } from './merge-type.ts';

type Lists = {
  readonly stored: readonly JsonValue[];
  readonly applied: readonly JsonValue[];
  readonly type: MergeType & { readonly kind: 'list' | 'set' };
  readonly merge: (stored: JsonValue | undefined, applied: JsonValue) => JsonValue | undefined;
};

type Item = { readonly step: string; readonly value: JsonValue };

/**
 * Merges two lists whose items have keys: the order of what is applied holds, and what is stored alone stays where it
 * is between the items that both have (structured-merge-diff typed/merge.go visitListItems).
 */
export const mergeLists = ({ stored, applied, type, merge }: Lists): readonly JsonValue[] => {
  const old = indexed(stored, type);
  const now = indexed(applied, type);
  const oldByStep = new Map(old.map(({ step, value }) => [step, value]));
  const isApplied = new Set(now.map(({ step }) => step));
  const shared = now.flatMap(({ step }) => (oldByStep.has(step) ? [step] : []));
  const taken = new Set<string>();
  const order: Item[] = [];
  const takeApplied = (): void => {
    const item = now[taken.size];
    if (item === undefined) return;
    taken.add(item.step);
    order.push(item);
    if (shared[0] === item.step) shared.shift();
  };
  for (const item of old) {
    if (!isApplied.has(item.step)) order.push(item);
    // A shared item whose turn has not come is taken where the applied list has it.
    const isNext = shared[0] === undefined || shared[0] === item.step;
    while (isApplied.has(item.step) && isNext && !taken.has(item.step)) takeApplied();
  }
  while (taken.size < now.length) takeApplied();
  return order.flatMap(({ step, value }) =>
    isApplied.has(step) ? (merge(oldByStep.get(step), value) ?? []) : [value],
  );
};

const indexed = (list: readonly JsonValue[], type: Lists['type']): readonly Item[] =>
  list.map((value) => ({ step: stepTo(value, type), value }));
