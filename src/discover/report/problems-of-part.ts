/** A group, or one version of it; an undefined group is everything. */
export type Part = { readonly group: string | undefined; readonly version: string | undefined };

/**
 * What concerns a part: what is wrong with its versions, and with the list that names it, which is /api for the core
 * group and /apis for all others.
 *
 * @param told problems or findings
 * @returns everything where no group was chosen
 */
export function problemsOfPart<T extends { readonly groupVersion: string }>(
  told: readonly T[],
  { group, version }: Part,
): readonly T[] {
  if (group === undefined) return told;
  return told.filter(({ groupVersion }) => {
    if (groupVersion.startsWith('/')) return groupVersion === (group === '' ? '/api' : '/apis');
    const [ownVersion = '', ownGroup = ''] = groupVersion.split('/').reverse();
    return ownGroup === group && (version === undefined || ownVersion === version);
  });
}
