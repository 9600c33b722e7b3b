import { compileExpression, type Expression } from '../expressions/expression.ts';
import { type CompiledCommon, compiledCommon } from './compiled-common.ts';
import type { Policy, PolicyValidation } from './policy.ts';

/** A policy whose expressions are ready. */
export type CompiledPolicy = CompiledCommon & {
  readonly validations: readonly {
    readonly validation: PolicyValidation;
    readonly holds: Expression;
    /** Makes the message, where the policy says how. */
    readonly message: Expression | undefined;
  }[];
  readonly annotations: readonly {
    readonly key: string;
    readonly source: string;
    readonly value: Expression;
  }[];
};

const known = new WeakMap<Policy, CompiledPolicy>();

/** The expressions of a policy, compiled once for each state of it. */
export const compiledPolicy = (policy: Policy): CompiledPolicy => {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const made = compile(policy);
  known.set(policy, made);
  return made;
};

const compile = ({ spec }: Policy): CompiledPolicy => {
  const { validations = [], auditAnnotations = [] } = spec;
  const common = compiledCommon(spec);
  // What a message is made of may not ask what somebody may do.
  const plain = common.names.filter((name) => !name.startsWith('authorizer'));
  return {
    ...common,
    validations: validations.map((validation) => ({
      validation,
      holds: compileExpression(validation.expression, common.names),
      message:
        validation.messageExpression === undefined || validation.messageExpression === ''
          ? undefined
          : compileExpression(validation.messageExpression, plain),
    })),
    annotations: auditAnnotations.map(({ key, valueExpression: source }) => ({
      key,
      source,
      value: compileExpression(source, plain),
    })),
  };
};
