import type { TSType } from '@babel/types';
import type { Parameter } from './declaration.ts';
import type { Scope, ScopedType } from './program.ts';

const ANYTHING: ScopedType = { schema: {} };

/**
 * @param scope of the declaration
 * @param given the arguments, and where they are written
 * @returns the scope in which the type parameters of a declaration stand for the arguments
 */
export function withParameters(
  parameters: readonly Parameter[],
  scope: Scope,
  given: { readonly types: readonly TSType[]; readonly scope: Scope },
): Scope {
  const entries = parameters.map(({ name, fallback }, index): [string, ScopedType] => {
    const type = given.types[index];
    if (type !== undefined) return [name, { type, scope: given.scope }];
    return [name, fallback === undefined ? ANYTHING : { type: fallback, scope }];
  });
  return { module: scope.module, parameters: new Map(entries) };
}
