import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { Meter, Scope } from '../../cel/evaluate/frame.ts';
import type { CelValue } from '../../cel/values/cel-value.ts';
import { jsonOfValue } from '../../cel/values/json-of-value.ts';
import { managedSchema } from '../../managed-fields/managed-schema.ts';
import { mergeObjects } from '../../managed-fields/merge-objects.ts';
import { typedProblem } from '../../managed-fields/typed-problem.ts';
import { jsonPatch } from '../../patch/json-patch.ts';
import type { SeenVersion } from '../attributes.ts';
import { compileExpression, ExpressionError } from '../expressions/expression.ts';
import { atomicPaths } from './atomic-paths.ts';
import type { PolicyMutation } from './policy.ts';

/** Makes another object of one. @throws ExpressionError where the change cannot be made */
export type Mutate = (
  object: JsonObject,
  seen: SeenVersion,
  evaluated: { readonly scope: Scope | undefined; readonly budget: Meter },
) => JsonObject;

/** The types that expressions of mutations may make structs of. */
const structs = ['Object', 'JSONPatch'];

/** Compiles a mutation of a policy (k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch). */
export const compileMutation = (
  { patchType, applyConfiguration, jsonPatch: patch }: PolicyMutation,
  names: readonly string[],
): Mutate => {
  const isPatch = patchType === 'JSONPatch';
  const source = (isPatch ? patch : applyConfiguration)?.expression ?? '';
  const expression = compileExpression(source, [...names, ...structs]);
  const change = isPatch ? patched : configured;
  return (object, seen, { scope, budget }) => change(object, expression.evaluate(scope, budget), seen);
};

const patched = (object: JsonObject, value: CelValue): JsonObject => {
  const operations = jsonOfValue(value);
  try {
    const made = jsonPatch(object, Array.isArray(operations) ? operations : []);
    if (isJsonObject(made)) return made;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // What does not pass a test is left as it is.
    if (message.endsWith('the test does not hold')) return object;
    throw new ExpressionError(`JSON Patch: ${message}`);
  }
  throw new ExpressionError('JSON Patch: it makes something else than an object');
};

/** Fields are merged, but none is owned by the policy (patch/smd.go ApplyStructuredMergeDiff). */
const configured = (object: JsonObject, value: CelValue, { schema }: SeenVersion): JsonObject => {
  const made: JsonValue = jsonOfValue(value);
  const { apiVersion, kind } = object;
  const applied = { ...(isJsonObject(made) ? made : {}), apiVersion, kind };
  const whole = managedSchema(schema);
  const problem = typedProblem(applied, whole);
  if (problem !== undefined) {
    throw new ExpressionError(
      `error applying patch: failed to convert patch object to typed object: ${problem}`,
    );
  }
  const atomic = atomicPaths(applied, whole);
  if (atomic.length > 0) {
    const detail = `may not mutate atomic arrays, maps or structs: ${atomic.join(', ')}`;
    throw new ExpressionError(`error applying patch: invalid ApplyConfiguration: ${detail}`);
  }
  const merged = mergeObjects(object, applied, whole);
  return isJsonObject(merged) ? merged : object;
};
