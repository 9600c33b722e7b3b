import type { StructuralSchema } from '../../api/structural-schema.ts';

const step = /\.([^.[\]]+)|\['((?:\\.|[^'\\])*)'\]/y;

/**
 * The `fieldPath` of a rule as a cause names it: `.spec['a.b']` is `spec.a.b`; empty for one that leads nowhere, which
 * counts as none (ValidFieldPath of k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel).
 */
export const ruleFieldPath = (path: string, schema: StructuralSchema): string => {
  let normalized = '';
  let at: StructuralSchema = schema;
  for (step.lastIndex = 0; step.lastIndex < path.length; ) {
    const [matched, name, quoted = ''] = step.exec(path) ?? [];
    if (matched === undefined) return '';
    const key: string = name ?? unescaped(quoted);
    const { properties, additionalProperties }: StructuralSchema = at;
    if (properties === undefined) {
      if (typeof additionalProperties !== 'object') return '';
      normalized += `[${key}]`;
      at = additionalProperties;
    } else {
      if (!Object.hasOwn(properties, key)) return '';
      normalized += normalized === '' ? key : `.${key}`;
      at = properties[key] ?? {};
    }
  }
  return normalized;
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
