/**
 * @param directory as the user named it: `certs`, `my-aa/`, `/`, `.`
 * @returns a file below it as the user would name it: `certs/ca.crt`; below `.` its own name
 */
export function fileBelow(directory: string, path: string): string {
  return directory === '.' ? path : `${directory.replace(/\/+$/, '')}/${path}`;
}
