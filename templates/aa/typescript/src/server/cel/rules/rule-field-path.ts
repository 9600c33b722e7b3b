import { memberSchema, type StructuralSchema } from '../../api/structural-schema.ts';

const step = /\.([^.[\]]+)|\['((?:\\.|[^'\\])*)'\]/y;

/**
 * The `fieldPath` of a rule as a cause names it: `.spec['a.b']` is `spec.a.b`; empty for one that leads nowhere, which
 * counts as none (ValidFieldPath of k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel).
 */
export const ruleFieldPath = (path: string, schema: StructuralSchema): string => {
  let at: Place | undefined = { path: '', schema };
  for (step.lastIndex = 0; step.lastIndex < path.length && at !== undefined; ) {
    const [matched, name, quoted = ''] = step.exec(path) ?? [];
    if (matched === undefined) return '';
    at = below(at, name ?? unescaped(quoted));
  }
  return at?.path ?? '';
};

type Place = { readonly path: string; readonly schema: StructuralSchema };

const below = ({ path, schema }: Place, name: string): Place | undefined => {
  const { properties } = schema;
  const next = memberSchema(schema, name);
  if (next === undefined || (properties !== undefined && !Object.hasOwn(properties, name))) return undefined;
  if (properties === undefined) return { path: `${path}[${name}]`, schema: next };
  return { path: path === '' ? name : `${path}.${name}`, schema: next };
};

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
