import type { Problem } from '../../errors.ts';
import { nearestHint } from '../nearest.ts';
import { resolveRuleFieldPath } from '../schema/rule-field-path.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';

/** The values of `reason` of a rule. */
export const RULE_REASONS = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/** What is wrong with a rule, and in which of its keys. */
export type RuleProblem = Problem & { readonly key: keyof ValidationRule };

/**
 * Checks the keys of a rule without reading its expressions.
 *
 * @see ValidateCustomResourceDefinitionOpenAPISchema of k8s.io/apiextensions-apiserver
 */
export function ruleWordProblems(rule: ValidationRule, schema: Schema): readonly RuleProblem[] {
  return [
    ...textProblems(rule),
    ...(rule.messageExpression !== undefined && isBlank(rule.messageExpression)
      ? [{ key: 'messageExpression' as const, message: 'messageExpression must be non-empty if specified' }]
      : []),
    ...reasonProblems(rule),
    ...fieldPathProblems(rule, schema),
  ];
}

function textProblems({ rule, message }: ValidationRule): readonly RuleProblem[] {
  if (isBlank(rule)) return [{ key: 'rule', message: 'rule is not specified' }];
  if (message !== undefined && isBlank(message)) {
    return [{ key: 'message', message: 'message must be non-empty if specified' }];
  }
  if (message !== undefined && hasLineBreak(message.trim())) {
    return [{ key: 'message', message: 'message must not contain line breaks' }];
  }
  return message === undefined && hasLineBreak(rule.trim())
    ? [{ key: 'message', message: 'message must be specified if rule contains line breaks' }]
    : [];
}

function reasonProblems({ reason }: ValidationRule): readonly RuleProblem[] {
  if (reason === undefined || RULE_REASONS.includes(reason)) return [];
  const supported = RULE_REASONS.map((each) => `"${each}"`).join(', ');
  return [
    {
      key: 'reason',
      message: `Unsupported value: "${reason}": supported values: ${supported}`,
      hint: nearestHint(reason, RULE_REASONS),
    },
  ];
}

function fieldPathProblems({ fieldPath }: ValidationRule, schema: Schema): readonly RuleProblem[] {
  if (fieldPath === undefined) return [];
  if (isBlank(fieldPath)) return [{ key: 'fieldPath', message: 'fieldPath must be non-empty if specified' }];
  if (hasLineBreak(fieldPath)) {
    return [{ key: 'fieldPath', message: 'fieldPath must not contain line breaks' }];
  }
  const problem = resolveRuleFieldPath(fieldPath, schema);
  return problem === undefined
    ? []
    : [
        {
          key: 'fieldPath',
          message: `fieldPath '${fieldPath}' must be a valid path: it ${problem}`,
          hint: "as in .replicas, or ['my.key'] for a name with dots; from where the rule stands",
        },
      ];
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function hasLineBreak(text: string): boolean {
  return /[\n\r]/u.test(text);
}
