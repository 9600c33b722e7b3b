/** @returns the errno of what node:fs threw, as `ENOENT`; empty for any other error */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
