/** The words of CEL that no name can be (k8s.io/apiserver pkg/cel/escaping.go). */
const reserved: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * What rules call a property: `my-field` is `my__dash__field`, `namespace` is `__namespace__`; undefined for one that
 * no rule can see (Escape of k8s.io/apiserver pkg/cel).
 */
export const escapeName = (name: string): string | undefined => {
  if (reserved.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/.test(name)) return undefined;
  return name.replace(/__|[.\-/]/g, (part) => escapes[part] ?? part);
};

const unescapes: ReadonlyMap<string, string> = new Map(
  Object.entries(escapes).map(([part, escaped]) => [escaped, part]),
);

/** The name of the property that rules call so; a word of CEL that they can name without escaping is itself (Unescape). */
export const unescapeName = (escaped: string): string => {
  const word = /^__([a-z]+)__$/.exec(escaped)?.[1] ?? '';
  if (reserved.has(word)) return word;
  return escaped.replace(/__[^_]+__/g, (part) => unescapes.get(part) ?? part);
};
