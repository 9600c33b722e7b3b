import type { CelEngine } from '../cel/cel-engine.ts';
import type { JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { type BrokenRule, brokenRules, RESOURCE_PROPERTIES } from './broken-rules.ts';
import { repairCandidates } from './repair-candidates.ts';
import { type Change, changed } from './set-value.ts';

/** How many objects are looked at before the search ends. */
const PATIENCE = 3000;
const ROUNDS = 12;

/** An object, and the rules that it still breaks. */
export type Repaired = { readonly object: JsonObject; readonly broken: readonly BrokenRule[] };

/**
 * Changes an object until it breaks no rule, as far as simple changes do: one at a time, then two together.
 *
 * @param schema of a whole object
 * @param object one that satisfies the schema without its rules
 */
export function satisfyRules(schema: Schema, object: JsonObject, cel: CelEngine): Repaired {
  let best: Repaired = { object, broken: brokenRules(schema, object, cel) };
  const whole: Schema = { ...schema, properties: { ...schema.properties, ...RESOURCE_PROPERTIES } };
  let left = PATIENCE;
  const look = (candidate: JsonObject): Repaired | undefined => {
    left -= 1;
    if (left < 0) return undefined;
    const isValid = validateValue(whole, candidate).length === 0;
    return { object: candidate, broken: isValid ? brokenRules(schema, candidate, cel) : best.broken };
  };
  for (let round = 0; round < ROUNDS && best.broken.length > 0; round += 1) {
    const better = firstBetter(best, changesOf(best), look);
    if (better === undefined) break;
    best = better;
  }
  return best;
}

type Look = (candidate: JsonObject) => Repaired | undefined;

function changesOf({ object, broken }: Repaired): readonly Change[] {
  const [first] = broken;
  return first === undefined ? [] : repairCandidates(object, first);
}

/** @returns the first object that breaks fewer rules than the best one */
function firstBetter(best: Repaired, changes: readonly Change[], look: Look): Repaired | undefined {
  for (const candidate of candidatesOf(best.object, changes)) {
    const looked = look(candidate);
    if (looked === undefined) return undefined;
    if (looked.broken.length < best.broken.length) return looked;
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
