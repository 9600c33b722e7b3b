import type { RuleEvaluator } from '../cel/cel-engine.ts';
import type { JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { type BrokenRule, brokenRules } from './broken-rules.ts';
import { repairCandidates } from './repair-candidates.ts';
import { resourceProperties } from './resource-properties.ts';
import { type Change, changed } from './set-value.ts';

/** How many objects are looked at before the search ends. */
const PATIENCE = 1500;
const ROUNDS = 60;

/** An object, and the rules that it still breaks. */
export type Repaired = { readonly object: JsonObject; readonly broken: readonly BrokenRule[] };

/**
 * Changes an object until it breaks no rule, as far as simple changes do: one at a time, then two together.
 *
 * @param schema of a whole object
 * @param object one that satisfies the schema without its rules
 */
export function satisfyRules(schema: Schema, object: JsonObject, cel: RuleEvaluator): Repaired {
  const whole: Schema = { ...schema, properties: { ...schema.properties, ...resourceProperties(schema) } };
  const problems = validateValue(whole, object).length;
  let best: Repaired = { object, broken: brokenRules(schema, object, cel) };
  let left = PATIENCE;
  const improves = (candidate: JsonObject): Repaired | 'no' | 'too late' => {
    left -= 1;
    if (left < 0) return 'too late';
    const broken = brokenRules(schema, candidate, cel);
    const isBetter = broken.length < best.broken.length && validateValue(whole, candidate).length <= problems;
    return isBetter ? { object: candidate, broken } : 'no';
  };
  for (let round = 0; round < ROUNDS && best.broken.length > 0; round += 1) {
    const better = firstBetter(best, improves);
    if (better === undefined) break;
    best = better;
  }
  return best;
}

type Improves = (candidate: JsonObject) => Repaired | 'no' | 'too late';

/** @returns the first object that breaks fewer rules than the best one; undefined where none was found */
function firstBetter(best: Repaired, improves: Improves): Repaired | undefined {
  for (const broken of best.broken) {
    for (const candidate of candidatesOf(best.object, repairCandidates(best.object, broken))) {
      const result = improves(candidate);
      if (result === 'too late') return undefined;
      if (result !== 'no') return result;
    }
  }
  return undefined;
}

function* candidatesOf(object: JsonObject, changes: readonly Change[]): Generator<JsonObject> {
  for (const change of changes) yield changed(object, change);
  for (const [index, first] of changes.entries()) {
    const once = changed(object, first);
    for (const second of changes.slice(index + 1)) {
      if (!startsWith(second.path, first.path) && !startsWith(first.path, second.path))
        yield changed(once, second);
    }
  }
}

function startsWith(path: Change['path'], beginning: Change['path']): boolean {
  return beginning.every((step, index) => path[index] === step);
}
