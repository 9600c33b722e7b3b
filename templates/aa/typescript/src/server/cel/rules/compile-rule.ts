import type { StructuralSchema, ValidationRule } from '../../api/structural-schema.ts';
import { compileCel } from '../evaluate/compile-cel.ts';
import type { Evaluation } from '../evaluate/frame.ts';
import { CelSyntaxError } from '../syntax/cel-syntax-error.ts';
import { parseCel } from '../syntax/parse-cel.ts';
import { namesVariable } from './names-variable.ts';
import { ruleFieldPath } from './rule-field-path.ts';

/** A rule of a schema that can be evaluated. */
export type CompiledRule = {
  readonly rule: ValidationRule;
  /** It is about a change, and skipped where there is nothing to compare with. */
  readonly usesOldSelf: boolean;
  readonly evaluate: Evaluation;
  /** Makes the message, where the rule says how. */
  readonly message: Evaluation | undefined;
  /** Below the value that has the rule: `spec.size`; empty for the value itself. */
  readonly fieldPath: string;
};

/**
 * Makes a rule ready. Types are not checked: kube-apiserver refuses a rule that mixes them up, and here it fails when
 * it is evaluated. @throws Error with a sentence for a rule that cannot be evaluated
 */
export const compileRule = (rule: ValidationRule, schema: StructuralSchema): CompiledRule | undefined => {
  const { rule: source, messageExpression = '', fieldPath = '' } = rule;
  if (source.trim() === '') return undefined;
  return {
    rule,
    usesOldSelf: namesVariable(read(source), 'oldSelf'),
    evaluate: compile(source),
    message: messageExpression === '' ? undefined : compile(messageExpression),
    fieldPath: fieldPath === '' ? '' : ruleFieldPath(fieldPath, schema),
  };
};

const compile = (source: string): Evaluation =>
  explained(source, () => compileCel(parseCel(source), ['self', 'oldSelf']));

const read = (source: string) => explained(source, () => parseCel(source));

const explained = <T>(source: string, make: () => T): T => {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CelSyntaxError)) throw error;
    throw new Error(`the CEL expression ${source} cannot be evaluated: ${error.message}`, { cause: error });
  }
};
