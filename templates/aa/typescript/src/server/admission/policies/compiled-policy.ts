import { compileExpression, type Expression } from '../expressions/expression.ts';
import { commonVariables } from '../expressions/variables.ts';
import type { Policy, PolicyValidation } from './policy.ts';

/** A policy whose expressions are ready. */
export type CompiledPolicy = {
  readonly conditions: readonly Expression[];
  readonly variables: ReadonlyMap<string, Expression>;
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
  const { matchConditions = [], variables = [], validations = [], auditAnnotations = [] } = spec;
  const names = [...commonVariables, ...(spec.paramKind === undefined ? [] : ['params'])];
  const ready = (source: string): Expression => compileExpression(source, [...names, 'variables']);
  // What a message is made of may not ask what somebody may do.
  const plain = [...names, 'variables'].filter((name) => !name.startsWith('authorizer'));
  return {
    conditions: matchConditions.map(({ expression }) => compileExpression(expression, names)),
    variables: new Map(variables.map(({ name, expression }) => [name, ready(expression)])),
    validations: validations.map((validation) => ({
      validation,
      holds: ready(validation.expression),
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
