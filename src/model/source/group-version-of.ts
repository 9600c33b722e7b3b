/**
 * Takes an apiVersion apart.
 *
 * @param apiVersion `stable.example.com/v1`, or `v1` of the core group
 * @returns the group, undefined for the core group, and the version, undefined for an empty text
 */
export function groupVersionOf(apiVersion: string): { readonly group?: string; readonly version?: string } {
  const slash = apiVersion.indexOf('/');
  const version = apiVersion.slice(slash + 1);
  return {
    ...(slash > 0 ? { group: apiVersion.slice(0, slash) } : {}),
    ...(version === '' ? {} : { version }),
  };
}
