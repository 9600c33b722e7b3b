import type { ASTNode } from '@marcbachmann/cel-js';
import { type CelChecking, callType, expectType, freshType, report, type Scope } from './cel-checking.ts';
import { type CelType, formatCelType, isDyn, simple } from './cel-type.ts';
import { isAssignable } from './unify.ts';

/** A macro call: what it goes over, and what is written in it. */
type Macro = {
  readonly node: ASTNode;
  readonly range: ASTNode;
  readonly args: readonly ASTNode[];
  readonly scope: Scope;
};

type CheckMacro = (checking: CelChecking, macro: Macro) => CelType;

/** The macros that take a receiver, by name and number of arguments (base.go of k8s.io/apiserver/pkg/cel). */
const MACROS: Readonly<Record<string, CheckMacro>> = {
  'all/2': (checking, macro) => predicate(checking, macro, 1),
  'all/3': (checking, macro) => predicate(checking, macro, 2),
  'exists/2': (checking, macro) => predicate(checking, macro, 1),
  'exists/3': (checking, macro) => predicate(checking, macro, 2),
  'exists_one/2': (checking, macro) => predicate(checking, macro, 1),
  'exists_one/3': (checking, macro) => predicate(checking, macro, 2),
  'existsOne/3': (checking, macro) => predicate(checking, macro, 2),
  'filter/2': (checking, macro) => {
    predicate(checking, macro, 1);
    return { kind: 'list', of: elementTypes(checking, macro, 1)[0] ?? simple('dyn') };
  },
  'map/2': (checking, macro) => ({ kind: 'list', of: transform(checking, macro, 1) }),
  'map/3': (checking, macro) => ({ kind: 'list', of: transform(checking, macro, 1) }),
  'optFlatMap/2': (checking, macro) => {
    const type = ofOptional(checking, macro);
    const of = freshType(checking);
    expectType(checking, macro.args[1] ?? macro.node, { given: type, wanted: { kind: 'optional', of } });
    return type;
  },
  'optMap/2': (checking, macro) => ({ kind: 'optional', of: ofOptional(checking, macro) }),
  'sortBy/2': (checking, macro) => {
    const [of = simple('dyn')] = elementTypes(checking, macro, 1);
    const keys: CelType = { kind: 'list', of: transform(checking, macro, 1) };
    callType(checking, macro.node, { name: 'sort', isMember: true, given: [keys] });
    return { kind: 'list', of };
  },
  'transformList/3': (checking, macro) => ({ kind: 'list', of: transform(checking, macro, 2) }),
  'transformList/4': (checking, macro) => ({ kind: 'list', of: transform(checking, macro, 2) }),
  'transformMap/3': (checking, macro) => keyed(checking, macro),
  'transformMap/4': (checking, macro) => keyed(checking, macro),
  'transformMapEntry/3': (checking, macro) => transform(checking, macro, 2),
  'transformMapEntry/4': (checking, macro) => transform(checking, macro, 2),
};

/** @returns the type of a macro call; undefined for a call that is none */
export function checkMacro(
  checking: CelChecking,
  node: ASTNode & { op: 'call' | 'rcall' },
  scope: Scope,
): CelType | undefined {
  if (node.op === 'call') {
    const [name, args] = node.args;
    const [field] = args;
    return name === 'has' && args.length === 1 && field !== undefined
      ? checkHas(checking, field, scope)
      : undefined;
  }
  const [name, range, args] = node.args;
  const key = `${name}/${args.length}`;
  const macro = Object.hasOwn(MACROS, key) ? MACROS[key] : undefined;
  return macro?.(checking, { node, range, args, scope });
}

function checkHas(checking: CelChecking, field: ASTNode, scope: Scope): CelType {
  if (field.op === '.') {
    checking.check(field, scope);
  } else {
    report(checking, field, { message: 'invalid argument to has() macro' });
  }
  return simple('bool');
}

/** Checks the last argument, a condition. @returns bool */
function predicate(checking: CelChecking, macro: Macro, variables: 1 | 2): CelType {
  const condition = macro.args[variables] ?? macro.node;
  const given = checking.check(condition, innerScope(checking, macro, variables));
  expectType(checking, condition, { given, wanted: simple('bool') });
  return simple('bool');
}

/** @returns the type of the last argument; one between it and the variables is a condition */
function transform(checking: CelChecking, macro: Macro, variables: 1 | 2): CelType {
  const scope = innerScope(checking, macro, variables);
  const condition = macro.args.length > variables + 1 ? macro.args[variables] : undefined;
  if (condition !== undefined) {
    expectType(checking, condition, { given: checking.check(condition, scope), wanted: simple('bool') });
  }
  return checking.check(macro.args.at(-1) ?? macro.node, scope);
}

function keyed(checking: CelChecking, macro: Macro): CelType {
  const [key = simple('dyn')] = elementTypes(checking, macro, 2);
  return { kind: 'map', key, of: transform(checking, macro, 2) };
}

function ofOptional(checking: CelChecking, { range, args, scope }: Macro): CelType {
  const given = checking.check(range, scope);
  const of = given.kind === 'optional' ? given.of : freshType(checking);
  expectType(checking, range, { given, wanted: { kind: 'optional', of } });
  const [variable, body] = args;
  if (variable?.op !== 'id' || body === undefined) return simple('dyn');
  return checking.check(body, new Map([...scope, [variable.args, of]]));
}

function innerScope(checking: CelChecking, macro: Macro, variables: 1 | 2): Scope {
  const types = elementTypes(checking, macro, variables);
  const named = macro.args.slice(0, variables).flatMap((argument, index): [string, CelType][] => {
    const type = types[index] ?? simple('dyn');
    if (argument.op === 'id') return [[argument.args, type]];
    report(checking, argument, { message: 'argument must be a simple name' });
    return [];
  });
  return new Map([...macro.scope, ...named]);
}

/** The types of the variables of a comprehension: of an item or a key, or of index and item, key and value. */
function elementTypes(checking: CelChecking, { range, scope }: Macro, variables: 1 | 2): readonly CelType[] {
  const type = checking.check(range, scope);
  switch (type.kind) {
    case 'list':
      return variables === 1 ? [type.of] : [simple('int'), type.of];
    case 'map':
      return [type.key, type.of];
    case 'param':
      isAssignable(checking.substitution, simple('dyn'), type);
      return [simple('dyn'), simple('dyn')];
    default:
      if (!isDyn(type)) {
        report(checking, range, {
          message: `expression of type '${formatCelType(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        });
      }
      return [simple('dyn'), simple('dyn')];
  }
}
