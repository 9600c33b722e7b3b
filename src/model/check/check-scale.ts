import type { Problem, Violation } from '../../errors.ts';
import type { ScaleSubresource } from '../custom-resource.ts';
import { parseJsonPath } from '../json-path.ts';
import type { Schema } from '../schema/schema.ts';
import { resolveJsonPath } from './resolve-json-path.ts';

type ScaleRule = {
  readonly under: readonly string[];
  readonly type: 'integer' | 'string';
  readonly declare: string;
};

const RULES = {
  specReplicasPath: { under: ['.spec.'], type: 'integer', declare: 'int32' },
  statusReplicasPath: { under: ['.status.'], type: 'integer', declare: 'int32' },
  labelSelectorPath: { under: ['.status.', '.spec.'], type: 'string', declare: 'string' },
} as const satisfies Record<keyof ScaleSubresource, ScaleRule>;

/**
 * Checks that the paths of the scale subresource lead to declared fields of the right type. The API server only looks
 * at how they begin.
 *
 * @returns violations at `scale.specReplicasPath` and the like
 * @see ValidateCustomResourceDefinitionSubresources of k8s.io/apiextensions-apiserver
 */
export function checkScale(scale: ScaleSubresource | undefined, schema: Schema): readonly Violation[] {
  const names = ['specReplicasPath', 'statusReplicasPath', 'labelSelectorPath'] as const;
  return names.flatMap((name) => {
    const text = scale?.[name];
    const problem = text === undefined ? undefined : pathProblem(text, RULES[name], schema);
    return problem === undefined ? [] : [{ path: `scale.${name}`, ...problem }];
  });
}

function pathProblem(text: string, rule: ScaleRule, schema: Schema): Problem | undefined {
  const steps = parseJsonPath(text);
  const simple = steps?.every((step) => step.kind === 'field') === true && !text.includes('[');
  if (steps === undefined || !simple || !rule.under.some((prefix) => text.startsWith(prefix))) {
    return {
      message: `the scale path '${text}' must name fields below ${rule.under.join(' or ')}`,
      hint: `as in ${rule.under[0]}replicas`,
    };
  }
  const resolved = resolveJsonPath(schema, steps);
  if (resolved.found === 'nothing') {
    return {
      message: `the scale path ${text} leads nowhere: ${resolved.message}`,
      hint: resolved.hint ?? `declare it with --field '${text.slice(1)}:${rule.declare}'`,
    };
  }
  return resolved.found === 'unknown' || resolved.schema.type === rule.type
    ? undefined
    : {
        message: `the scale path ${text} must lead to a field of type ${rule.type}, not ${resolved.schema.type}`,
      };
}
