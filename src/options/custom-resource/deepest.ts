/** How many levels a path, a type or a JSON value may have: more than anyone writes, and no danger to the call stack. */
export const DEEPEST = 100;
