const compiled = new Map<string, RegExp>();

/** The `pattern` of a schema as a regular expression; one that JavaScript cannot read fails with a sentence. */
export const compilePattern = (pattern: string): RegExp => {
  const before = compiled.get(pattern);
  if (before !== undefined) return before;
  try {
    const expression = new RegExp(pattern, 'u');
    compiled.set(pattern, expression);
    return expression;
  } catch (cause) {
    throw new Error(`the pattern "${pattern}" is not a regular expression that this server can check`, {
      cause,
    });
  }
};
