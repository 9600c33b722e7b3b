import type { ASTNode } from '@marcbachmann/cel-js';
import { nearestHint } from '../nearest.ts';
import {
  type CelChecking,
  callType,
  expectType,
  freshType,
  report,
  resolved,
  type Scope,
} from './cel-checking.ts';
import type { CelProblem } from './cel-problem.ts';
import { type CelType, simple } from './cel-type.ts';
import { checkLiteral } from './check-literal.ts';
import { checkMacro } from './check-macro.ts';
import { isTypeName, qualifiedName, selectType } from './check-select.ts';
import { CEL_FUNCTIONS } from './function-table.ts';
import { operatorName } from './operator-name.ts';
import { isAssignable, moreGeneral } from './unify.ts';

/** What is known of an expression: its type, what it reads, and what is wrong with it. */
export type CheckedExpression = {
  readonly type: CelType;
  /** `self`, `oldSelf`, as far as it names them. */
  readonly used: ReadonlySet<string>;
  readonly problems: readonly CelProblem[];
  /** Of each part of the expression. */
  readonly types: ReadonlyMap<ASTNode, CelType>;
};

/**
 * Checks an expression by the types of its parts, as the API server's compiler does.
 *
 * @param variables what it can name: self, oldSelf
 * @see https://github.com/google/cel-go/blob/master/checker/checker.go
 */
export function checkExpression(ast: ASTNode, variables: Scope): CheckedExpression {
  const checking: CelChecking = {
    substitution: new Map(),
    problems: [],
    used: new Set(),
    parameters: 0,
    types: new Map(),
    check: (node, scope) => {
      const type = resolved(checking, checkNode(checking, node, scope));
      checking.types.set(node, type);
      return type;
    },
  };
  const type = checking.check(ast, variables);
  const { used, types, problems } = checking;
  return { type, used, types, problems: withoutRepeats(problems) };
}

/** What a macro goes over is looked at once for each of its variables. */
function withoutRepeats(problems: readonly CelProblem[]): readonly CelProblem[] {
  const found = new Map(
    problems.map((problem) => [`${problem.offset} ${problem.message}`, problem] as const),
  );
  return [...found.values()];
}

function checkNode(checking: CelChecking, node: ASTNode, scope: Scope): CelType {
  const check = (child: ASTNode) => checking.check(child, scope);
  switch (node.op) {
    case 'value':
      return literalType(node.args);
    case 'id':
      return identifierType(checking, node, scope);
    case '.':
    case '.?':
      return selectType(checking, node, scope);
    case 'call':
    case 'rcall':
      return checkMacro(checking, node, scope) ?? functionType(checking, node, scope);
    case 'list':
      return { kind: 'list', of: commonType(checking, node.args, scope) };
    case 'map':
      return {
        kind: 'map',
        key: commonType(
          checking,
          node.args.map(([key]) => key),
          scope,
        ),
        of: commonType(
          checking,
          node.args.map(([, value]) => value),
          scope,
        ),
      };
    case '&&':
    case '||':
      for (const side of node.args)
        expectType(checking, side, { given: check(side), wanted: simple('bool') });
      return simple('bool');
    default: {
      const given = Array.isArray(node.args) ? node.args.map(check) : [check(node.args)];
      return callType(checking, node, { name: operatorName(node.op), isMember: false, given });
    }
  }
}

function literalType(value: unknown): CelType {
  if (value === null) return simple('null');
  switch (typeof value) {
    case 'string':
      return simple('string');
    case 'bigint':
      return simple('int');
    case 'number':
      return simple('double');
    case 'boolean':
      return simple('bool');
    default:
      return simple(value instanceof Uint8Array ? 'bytes' : 'uint');
  }
}

function identifierType(checking: CelChecking, node: ASTNode & { op: 'id' }, scope: Scope): CelType {
  const variable = scope.get(node.args);
  if (variable !== undefined) {
    checking.used.add(node.args);
    return variable;
  }
  if (isTypeName(node.args)) return simple('type');
  return report(checking, node, {
    message: `undeclared reference to '${node.args}' (in container '')`,
    hint: nearestHint(node.args, [...scope.keys()]) ?? `rules start from self: self.${node.args}`,
  });
}

function functionType(
  checking: CelChecking,
  node: ASTNode & { op: 'call' | 'rcall' },
  scope: Scope,
): CelType {
  const [name, receiver] = node.op === 'call' ? [node.args[0], undefined] : node.args;
  const args = node.op === 'call' ? node.args[1] : node.args[2];
  const given = args.map((argument) => checking.check(argument, scope));
  const namespace = receiver === undefined ? undefined : qualifiedName(receiver);
  const full = namespace === undefined ? name : `${namespace}.${name}`;
  if (receiver === undefined || (namespace !== undefined && CEL_FUNCTIONS.has(full))) {
    if (!CEL_FUNCTIONS.has(full)) return undeclared(checking, node, full);
    checkLiteral(checking, full, args);
    return callType(checking, node, { name: full, isMember: false, given });
  }
  const whole = checking.check(receiver, scope);
  if (!CEL_FUNCTIONS.has(name)) return undeclared(checking, node, name);
  checkLiteral(checking, name, args);
  return callType(checking, node, { name, isMember: true, given: [whole, ...given] });
}

function undeclared(checking: CelChecking, node: ASTNode, name: string): CelType {
  return report(checking, node, {
    message: `undeclared reference to '${name}' (in container '')`,
    hint: nearestHint(
      name,
      [...CEL_FUNCTIONS.keys()].filter((known) => /^[a-z]/iu.test(known)),
    ),
  });
}

function commonType(checking: CelChecking, nodes: readonly ASTNode[], scope: Scope): CelType {
  let common: CelType | undefined;
  for (const node of nodes) {
    const type = checking.check(node, scope);
    if (common === undefined) {
      common = type;
    } else if (isAssignable(checking.substitution, common, type)) {
      common = moreGeneral(common, type);
    } else {
      expectType(checking, node, { given: type, wanted: common });
    }
  }
  return common ?? freshType(checking);
}
