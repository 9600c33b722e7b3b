import { noSuchOverload } from '../values/cel-error.ts';
import { type CelKind, type CelKinds, type CelValue, isKind, typeNameOf } from '../values/cel-value.ts';

type ValuesOf<Kinds extends readonly CelKind[]> = {
  readonly [Index in keyof Kinds]: CelKinds[Kinds[Index]];
};

/** One way to call a function: undefined where the arguments, the receiver first, are of other kinds. */
export type Overload = (args: readonly CelValue[]) => CelValue | undefined;

/** A function for arguments of these kinds. */
export const on =
  <const Kinds extends readonly CelKind[]>(
    kinds: Kinds,
    run: (...args: ValuesOf<Kinds>) => CelValue,
  ): Overload =>
  (args) =>
    areOf(kinds, args) ? run(...args) : undefined;

const areOf = <Kinds extends readonly CelKind[]>(
  kinds: Kinds,
  args: readonly CelValue[],
): args is ValuesOf<Kinds> =>
  args.length === kinds.length &&
  kinds.every((kind, index) => {
    const value = args[index];
    return value !== undefined && isKind(value, kind);
  });

/** What a function makes of its arguments. @throws CelError */
export type CelFunction = (args: readonly CelValue[]) => CelValue;

/** The function of that name, with its overloads. */
export const functionOf =
  (name: string, overloads: readonly Overload[]): CelFunction =>
  (args) => {
    for (const overload of overloads) {
      const result = overload(args);
      if (result !== undefined) return result;
    }
    throw noSuchOverload(`${name}(${args.map(typeNameOf).join(', ')})`);
  };

/** The end of a function that cel-go refuses arguments of without naming it. */
export const orNameless: Overload = () => {
  throw noSuchOverload();
};

/** Functions by name. */
export type Library = Readonly<Record<string, readonly Overload[]>>;
