/** @returns the directories above a relative path, outermost first: `a` and `a/b` for `a/b/c` */
export function parentPaths(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
