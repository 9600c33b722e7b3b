import type { Violation } from '../../errors.ts';
import type { RuleEvaluator } from '../cel/cel-engine.ts';
import { canonicalJson } from '../json-value.ts';
import { brokenBelow } from '../sample/broken-rules.ts';
import { childrenOf } from '../schema/children-of.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Checks that defaults keep the CEL rules of their own schema, as the API server does.
 *
 * @param schema of a whole object, whose rules `checkRules` found nothing wrong with
 * @returns violations at the fields that have the defaults
 * @see ValidateDefaults of k8s.io/apiextensions-apiserver
 */
export function defaultRuleViolations(
  schema: Schema,
  path: string,
  cel: RuleEvaluator,
): readonly Violation[] {
  const { default: value } = schema;
  const broken = value === undefined ? [] : brokenBelow({ schema, value, path: [] }, cel);
  return [
    ...broken.map(({ rule }) => ({
      path,
      message: `the default ${canonicalJson(value ?? null)} breaks the rule ${rule.rule}`,
      hint: 'change the default, or the rule',
    })),
    ...childrenOf(schema, path).flatMap(([at, child]) => defaultRuleViolations(child, at, cel)),
  ];
}
