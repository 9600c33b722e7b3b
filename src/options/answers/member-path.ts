/** @returns a key of a mapping as a path goes on with it: `.name`, `["app.kubernetes.io/name"]` */
export function memberPath(key: string): string {
  return /^[\w-]+$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
