import type { Schema } from './schema.ts';

const STEP = /^(?:\.([^.[\]]+)|\['((?:\\.|[^'\\])*)'\])/u;

/**
 * Follows the `fieldPath` of a rule from the schema that has the rule: `.spec.replicas`, `['my.key']`; no lists.
 *
 * @returns why it leads nowhere, as the end of a sentence; undefined where it leads to a field
 * @see ValidFieldPath of k8s.io/apiextensions-apiserver
 */
export function resolveRuleFieldPath(path: string, schema: Schema): string | undefined {
  let node = schema;
  for (let rest = path; rest !== ''; ) {
    const [whole, plain, quoted] = STEP.exec(rest) ?? [];
    const name = plain ?? quoted?.replace(/\\(.)/gu, '$1');
    if (whole === undefined || name === undefined) return `expected [ or . but got: ${rest}`;
    const child = memberOf(node, name);
    if (child === undefined) return `does not refer to a valid field: there is no ${whole}`;
    node = child;
    rest = rest.slice(whole.length);
  }
  return undefined;
}

function memberOf({ properties, additionalProperties }: Schema, name: string): Schema | undefined {
  if (properties === undefined) return additionalProperties;
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
