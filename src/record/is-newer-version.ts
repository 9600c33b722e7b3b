/**
 * Compares two versions by the numbers of their release; what follows a hyphen does not count.
 *
 * @returns whether `one` is a later release than `other`; false where either is no version
 */
export function isNewerVersion(one: string, other: string): boolean {
  const [first, second] = [numbersOf(one), numbersOf(other)];
  if (first === undefined || second === undefined) return false;
  const index = first.findIndex((number, at) => number !== second[at]);
  return index >= 0 && (first[index] ?? 0) > (second[index] ?? 0);
}

function numbersOf(version: string): readonly number[] | undefined {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/u.exec(version) ?? [];
  return parts.length === 3 ? parts.map(Number) : undefined;
}
