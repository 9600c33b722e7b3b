/** What goes wrong in a rule, in the words of cel-go; `&&`, `||` and the macros built on them may pass over it. */
export class CelError extends Error {
  override readonly name: string = 'CelError';
}

/** A rule that takes too long; nothing passes over it. */
export class CelLimitError extends CelError {
  override readonly name = 'CelLimitError';

  constructor() {
    super('operation cancelled: actual cost limit exceeded');
  }
}

/** What a single function may make or look at: characters, items. */
const mostOfFunction = 10_000_000;

/** Ends a rule one of whose functions would fill the memory or hold the server up. @throws CelLimitError */
export const limitSize = (size: number): void => {
  if (size > mostOfFunction) throw new CelLimitError();
};

/** Where a value is of a type that an operator or a function does not take. */
export const noSuchOverload = (what = ''): CelError =>
  new CelError(what === '' ? 'no such overload' : `no such overload: ${what}`);
