import type { ASTNode } from '@marcbachmann/cel-js';
import type { CelProblem } from './cel-problem.ts';
import { type CelType, formatCelType, isDyn, simple } from './cel-type.ts';
import { CEL_FUNCTIONS } from './function-table.ts';
import { offsetOf } from './offset-of.ts';
import type { Overload } from './parse-signature.ts';
import { areAssignable, isAssignable, type Substitution, substitute } from './unify.ts';

/** The variables that an expression can name where it stands. */
export type Scope = ReadonlyMap<string, CelType>;

/** One expression while it is checked; filled in place. */
export type CelChecking = {
  readonly substitution: Substitution;
  readonly problems: CelProblem[];
  /** The variables that were read, those of macros left out. */
  readonly used: Set<string>;
  /** Of each part, as far as it was known when it was looked at. */
  readonly types: Map<ASTNode, CelType>;
  /** How many type parameters were made up. */
  parameters: number;
  readonly check: (node: ASTNode, scope: Scope) => CelType;
};

/** Says what is wrong; what depends on the place is not checked further. @returns dyn */
export function report(checking: CelChecking, node: ASTNode, problem: Omit<CelProblem, 'offset'>): CelType {
  checking.problems.push({ ...problem, offset: offsetOf(node) });
  return simple('dyn');
}

/** @returns a type that is still to be found out */
export function freshType(checking: CelChecking): CelType {
  checking.parameters += 1;
  return { kind: 'param', name: `_${checking.parameters}` };
}

/** @returns the type as far as it is known by now */
export function resolved(checking: CelChecking, type: CelType): CelType {
  return substitute(checking.substitution, type);
}

/** Reports where an expression is of another type than the one that is wanted. */
export function expectType(
  checking: CelChecking,
  node: ASTNode,
  { given, wanted }: { readonly given: CelType; readonly wanted: CelType },
): void {
  if (isAssignable(checking.substitution, wanted, given)) return;
  const found = formatCelType(resolved(checking, given));
  report(checking, node, { message: `expected type '${formatCelType(wanted)}' but found '${found}'` });
}

type Call = { readonly name: string; readonly isMember: boolean; readonly given: readonly CelType[] };

/**
 * Finds the overloads of a function that take the types given, the receiver's first.
 *
 * @returns the type of the result, dyn where several overloads fit and differ in it
 */
export function callType(checking: CelChecking, node: ASTNode, call: Call): CelType {
  let result: CelType | undefined;
  for (const overload of CEL_FUNCTIONS.get(call.name) ?? []) {
    const type =
      overload.isMember === call.isMember ? tryOverload(checking, overload, call.given) : undefined;
    if (type !== undefined) {
      result = result === undefined || sameType(result, type) ? type : simple('dyn');
    }
  }
  if (result !== undefined) return result;
  const types = call.given.map((type) => formatCelType(resolved(checking, type)));
  const applied = call.isMember ? `${types[0]}.(${types.slice(1).join(', ')})` : `(${types.join(', ')})`;
  return report(checking, node, {
    message: `found no matching overload for '${call.name}' applied to '${applied}'`,
  });
}

function tryOverload(
  checking: CelChecking,
  { parameters, result }: Overload,
  given: readonly CelType[],
): CelType | undefined {
  const own: Substitution = new Map(['A', 'B', 'C'].map((name) => [name, freshType(checking)] as const));
  const wanted = parameters.map((type) => substitute(own, type));
  if (!areAssignable(checking.substitution, given, wanted)) return undefined;
  return resolved(checking, substitute(own, result));
}

function sameType(a: CelType, b: CelType): boolean {
  return isDyn(a) || formatCelType(a) === formatCelType(b);
}
