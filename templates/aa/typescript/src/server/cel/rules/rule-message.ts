import type { CelError } from '../values/cel-error.ts';
import type { CelValue } from '../values/cel-value.ts';

/** MaxEvaluatedMessageExpressionSizeBytes of k8s.io/apiserver pkg/apis/cel. */
const longestMessage = 5120;

/** What a messageExpression has made, if it is a message: one line that says something. */
export const ruleMessage = (made: CelValue | CelError | undefined): string | undefined => {
  const text = typeof made === 'string' ? made.trim() : '';
  const isMessage = text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= longestMessage;
  return isMessage ? text : undefined;
};
