import { type CelType, isDyn } from './cel-type.ts';

/** Which types stand for which parameters; filled while an expression is checked. */
export type Substitution = Map<string, CelType>;

/**
 * Decides whether a value of one type can be given where another is wanted, and notes what that says of their
 * parameters.
 *
 * @param substitution is only changed where the answer is yes
 * @see isAssignable of github.com/google/cel-go/checker/types.go
 */
export function isAssignable(substitution: Substitution, given: CelType, wanted: CelType): boolean {
  return areAssignable(substitution, [given], [wanted]);
}

/** Decides for several values at once: the parameters of all must agree. */
export function areAssignable(
  substitution: Substitution,
  given: readonly CelType[],
  wanted: readonly CelType[],
): boolean {
  const trial: Substitution = new Map(substitution);
  if (!allFit(trial, given, wanted)) return false;
  for (const [name, type] of trial) substitution.set(name, type);
  return true;
}

/** @returns the type with its known parameters replaced */
export function substitute(substitution: Substitution, type: CelType): CelType {
  switch (type.kind) {
    case 'param': {
      const known = substitution.get(type.name);
      return known === undefined ? type : substitute(substitution, known);
    }
    case 'list':
    case 'optional':
      return { kind: type.kind, of: substitute(substitution, type.of) };
    case 'map':
      return { kind: 'map', key: substitute(substitution, type.key), of: substitute(substitution, type.of) };
    default:
      return type;
  }
}

/** @returns the one of two types that fit each other which says less */
export function moreGeneral(a: CelType, b: CelType): CelType {
  return saysNoMore(a, b) ? a : b;
}

function allFit(substitution: Substitution, given: readonly CelType[], wanted: readonly CelType[]): boolean {
  return (
    given.length === wanted.length &&
    given.every((type, index) => {
      const other = wanted[index];
      return other !== undefined && fits(substitution, type, other);
    })
  );
}

function fits(substitution: Substitution, given: CelType, wanted: CelType): boolean {
  if (wanted.kind === 'param') {
    const bound = substitution.has(wanted.name);
    if (bind(substitution, wanted, given)) return true;
    if (bound) return false;
  }
  if (given.kind === 'param') return bind(substitution, given, wanted);
  if (isDyn(given) || isDyn(wanted)) return true;
  if (isNull(given) || isNull(wanted)) return isNullable(given) && isNullable(wanted);
  return haveSameShape(given, wanted) && allFit(substitution, partsOf(given), partsOf(wanted));
}

/** Lets a parameter stand for a type, or a more general one where it stood for another already. */
function bind(
  substitution: Substitution,
  param: CelType & { readonly kind: 'param' },
  type: CelType,
): boolean {
  if (type.kind === 'param' && type.name === param.name) return true;
  const known = substitution.get(param.name);
  if (known === undefined) {
    if (occursIn(substitution, param.name, type)) return false;
    substitution.set(param.name, type);
    return true;
  }
  if (!fits(substitution, type, known)) return false;
  const general = moreGeneral(type, known);
  if (!occursIn(substitution, param.name, general)) substitution.set(param.name, general);
  return true;
}

function occursIn(substitution: Substitution, name: string, type: CelType): boolean {
  if (type.kind !== 'param') return partsOf(type).some((part) => occursIn(substitution, name, part));
  if (type.name === name) return true;
  const known = substitution.get(type.name);
  return known !== undefined && occursIn(substitution, name, known);
}

function partsOf(type: CelType): readonly CelType[] {
  switch (type.kind) {
    case 'list':
    case 'optional':
      return [type.of];
    case 'map':
      return [type.key, type.of];
    default:
      return [];
  }
}

function haveSameShape(a: CelType, b: CelType): boolean {
  return a.kind === b.kind && (!('name' in a) || !('name' in b) || a.name === b.name);
}

function isNull(type: CelType): boolean {
  return type.kind === 'simple' && type.name === 'null';
}

/** Scalars, lists and maps are never null for the checker, whatever `nullable` says. */
function isNullable(type: CelType): boolean {
  if (type.kind === 'simple') return ['duration', 'null', 'timestamp'].includes(type.name);
  return type.kind !== 'list' && type.kind !== 'map';
}

function saysNoMore(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param' || !haveSameShape(a, b)) return false;
  const others = partsOf(b);
  return partsOf(a).every((part, index) => {
    const other = others[index];
    return other !== undefined && saysNoMore(part, other);
  });
}
