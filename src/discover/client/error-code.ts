/** @returns the code of an error of Node, '' where it has none */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
