/** What the API server's compiler would say of an expression, and where in it. */
export type CelProblem = {
  /** In the words of cel-go: `undefined field 'x'`. */
  readonly message: string;
  /** Characters before the place. */
  readonly offset: number;
  readonly hint?: string | undefined;
};

/**
 * @returns the problem as the API server prints it: `ERROR: <input>:1:5: undefined field 'x'`
 */
export function formatCelProblem(source: string, { message, offset }: CelProblem): string {
  const lines = source.slice(0, offset).split('\n');
  return `ERROR: <input>:${lines.length}:${[...(lines.at(-1) ?? '')].length + 1}: ${message}`;
}
