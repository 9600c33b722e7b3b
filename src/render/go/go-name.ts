/**
 * What Go writes in capitals throughout, in lower case.
 * @see https://go.dev/wiki/CodeReviewComments#initialisms and the list of golint
 */
const INITIALISMS: ReadonlySet<string> = new Set(
  (
    'acl api ascii cidr cni cpu crd cri csi css csr dns eof gid gpu grpc gvk gvr guid html http https id iops ip ' +
    'json jwt kms lhs llm mtls nfs oci oidc os pem pid qps ram rbac rhs rpc saml sla sli slo smtp sql ssh ssl tcp ' +
    'tls ttl udp ui uid uri url utf8 uuid vm xml xmpp xsrf xss yaml'
  ).split(' '),
);

/** @see https://go.dev/ref/spec#Keywords */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'break case chan const continue default defer else fallthrough for func go goto if import interface map package ' +
    'range return select struct switch type var'
  ).split(' '),
);

/** Words: capitals with a plural s (IPs), capitals before a word (HTTP of HTTPRoute), a word, letters without case. */
const WORDS = /\p{Lu}+s(?![\p{Ll}\d])|\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?[\p{Ll}\d]+|[\p{Lo}\p{Lm}]+/gu;

/**
 * @param name a field of JSON, or a value of an enum: `apiKey`, `pod-ip`, `podIPs`, `2fa`
 * @returns an exported identifier: `APIKey`, `PodIP`, `PodIPs`, `X2fa`
 */
export function goFieldName(name: string): string {
  return exported((name.match(WORDS) ?? []).map(goWord).join(''));
}

/**
 * @param kind as in `kind: HTTPRoute`; it may have dashes and begin with a small letter
 * @returns the name of its type, with the capitals that its author wrote: `HTTPRoute`
 */
export function goTypeName(kind: string): string {
  return exported(
    kind
      .split(/[^A-Za-z0-9]+/u)
      .map(capitalized)
      .join(''),
  );
}

/**
 * @param version a DNS label that begins with a letter: `v1beta1`, `v1-next`, `func`, `vendor`
 * @returns the name of its package, which is its directory too, and no other version's: `v1beta1`, `v1_next`, `func_`
 */
export function goPackageName(version: string): string {
  const name = version.replaceAll('-', '_');
  return KEYWORDS.has(name) || SPECIAL_PACKAGES.has(name) ? `${name}_` : name;
}

/** Names of directories that the go command has a meaning for, of imports, and of what every file has. */
const SPECIAL_PACKAGES: ReadonlySet<string> = new Set(
  (
    'any apiextensionsv1 apis bool byte context embed error errors false field fmt init int internal intstr json kinds ' +
    'main make maps metav1 new nil ptr registry resource runtime schema server slices string strings testdata testing ' +
    'true vendor'
  ).split(' '),
);

/** Gives out identifiers that differ from each other and from those that are taken. */
export type GoScope = (wanted: string) => string;

/** @param reserved identifiers that are there already */
export function goScope(reserved: Iterable<string>): GoScope {
  const taken = new Set(reserved);
  return (wanted) => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
    taken.add(name);
    return name;
  };
}

/** Only the rest of a word of several capitals stays as it is: it is an initialism that is not in the list. */
function goWord(word: string): string {
  const lower = word.toLowerCase();
  if (INITIALISMS.has(lower)) return lower.toUpperCase();
  if (lower.endsWith('s') && INITIALISMS.has(lower.slice(0, -1))) {
    return `${lower.slice(0, -1).toUpperCase()}s`;
  }
  return capitalized(word);
}

/** An exported name begins with a capital, which digits and letters without case are not. */
function exported(name: string): string {
  return /^\p{Lu}/u.test(name) ? name : `X${name}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
