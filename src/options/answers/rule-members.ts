import type { MemberType } from './read-members.ts';

/** A CEL rule as an answers file may write it: where it is, and names of `x-kubernetes-validations[]`. */
export const RULE_MEMBERS = {
  path: 'text',
  rule: 'text',
  message: 'text',
  messageExpression: 'text',
  reason: 'text',
  fieldPath: 'text',
  optionalOldSelf: 'switch',
} as const satisfies Record<string, MemberType>;
