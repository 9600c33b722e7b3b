/** The words of CEL that no name can be (apiserver/pkg/cel/escaping.go). */
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * @param name of a property: `my-field`, `namespace`
 * @returns what CEL rules call it, `my__dash__field`, `__namespace__`; undefined where no rule can see it
 * @see Escape of k8s.io/apiserver/pkg/cel
 */
export function escapeName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/u.test(name)) return undefined;
  return name.replace(/__|[.\-/]/gu, (part) => ESCAPES[part] ?? part);
}
