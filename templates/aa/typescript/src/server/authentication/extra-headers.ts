/**
 * The extra values of a user that headers of these prefixes carry, by key: the rest of the header's name, in lower
 * case, percent-encoded (k8s.io/apiserver pkg/authentication/request/headerrequest newExtra).
 */
export const extraOfHeaders = (
  headers: readonly (readonly [name: string, value: string])[],
  prefixes: readonly string[],
): Record<string, readonly string[]> => {
  const extra: Record<string, readonly string[]> = Object.create(null);
  for (const [name, value] of headers) {
    const prefix = prefixes.find((each) => name.startsWith(each));
    if (prefix === undefined) continue;
    const key = percentDecoded(name.slice(prefix.length));
    extra[key] = [...(extra[key] ?? []), value];
  }
  return extra;
};

/** A key that is not properly escaped is taken as it stands, as upstream's unescapeExtraKey does. */
const percentDecoded = (key: string): string => {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
};
