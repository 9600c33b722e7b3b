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

/** Where a value is of a type that an operator or a function does not take. */
export const noSuchOverload = (what = ''): CelError =>
  new CelError(what === '' ? 'no such overload' : `no such overload: ${what}`);
