const STABILITY: Readonly<Record<string, number>> = { alpha: 1, beta: 2 };

/**
 * Orders versions as clients prefer them: v2, v1, v2beta1, v1beta2, v1alpha1, then the rest by name.
 *
 * @returns below 0 where `a` comes first
 * @see CompareKubeAwareVersionStrings of k8s.io/apimachinery pkg/version
 */
export function compareKubeVersions(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)];
  const difference = left.map((value, index) => (right[index] ?? 0) - value).find((each) => each !== 0);
  if (difference !== undefined) return difference;
  return a < b ? -1 : Number(a > b);
}

function rank(version: string): readonly number[] {
  const match = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/u.exec(version);
  if (match === null) return [0, 0, 0];
  const [, major, stability, minor] = match;
  return [stability === undefined ? 3 : (STABILITY[stability] ?? 0), Number(major), Number(minor ?? 0)];
}
