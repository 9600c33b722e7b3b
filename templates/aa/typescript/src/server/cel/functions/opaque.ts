import type { CelOpaque, CelValue } from '../values/cel-value.ts';
import type { Overload } from './overload.ts';

/** A type that a library brings: how values of it are made, and how functions take them. */
export type OpaqueType<Content> = {
  readonly of: (content: Content) => CelOpaque;
  /** Undefined for a value of another type. */
  readonly contentOf: (value: CelValue | undefined) => Content | undefined;
  /** A function on one value of the type and others, which may be of any type. */
  readonly on: (run: (content: Content) => CelValue) => Overload;
  /** A function on two values of the type. */
  readonly onBoth: (run: (first: Content, second: Content) => CelValue) => Overload;
};

/** A type of that name, whose values are equal where their identities are. */
export const opaqueType = <Content>(
  type: string,
  identityOf: (content: Content) => string,
): OpaqueType<Content> => {
  const contents = new WeakMap<CelOpaque, Content>();
  const of = (content: Content): CelOpaque => {
    const value: CelOpaque = { kind: 'opaque', type, identity: identityOf(content), content };
    contents.set(value, content);
    return value;
  };
  const contentOf = (value: CelValue | undefined): Content | undefined =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'opaque'
      ? contents.get(value)
      : undefined;
  return {
    of,
    contentOf,
    on: (run) => (args) => {
      const content = args.length === 1 ? contentOf(args[0]) : undefined;
      return content === undefined ? undefined : run(content);
    },
    onBoth: (run) => (args) => {
      const [first, second] = args.map(contentOf);
      return first === undefined || second === undefined || args.length !== 2
        ? undefined
        : run(first, second);
    },
  };
};
