import type { Violation } from '../../errors.ts';
import { type RuleSite, ruleSites } from '../schema/rule-sites.ts';
import type { Schema } from '../schema/schema.ts';

/** Calls whose cost grows with the length of what they are called on. */
const COSTLY =
  /\.(?:all|exists|exists_one|existsOne|filter|map|matches|contains|join|split|replace|findAll|find)\s*\(/u;

/**
 * Finds rules in or over what has no bounds: the API server reckons with the largest request, so they soon cost more
 * than it allows.
 *
 * @param schema of a whole object
 * @returns warnings at the fields that have the rules
 */
export function lintRules(schema: Schema): readonly Violation[] {
  return ruleSites(schema, 'schema').flatMap((site) => {
    const unbounded = site.count === undefined ? ['the lists and maps that it is in'] : unboundedIn(site);
    return unbounded.length === 0
      ? []
      : [
          {
            path: site.path,
            message: `its rules go over what has no bounds: ${unbounded.join(', ')}`,
            hint: 'maxItems, maxProperties and maxLength keep the estimated cost of rules low',
          },
        ];
  });
}

function unboundedIn({ schema }: RuleSite): readonly string[] {
  const rules = (schema['x-kubernetes-validations'] ?? [])
    .map(({ rule }) => rule)
    .filter((rule) => COSTLY.test(rule));
  if (rules.length === 0) return [];
  if (isUnbounded(schema)) return ['itself'];
  const words = new Set(rules.flatMap((rule) => rule.match(/\w+/gu) ?? []));
  return Object.entries(schema.properties ?? {})
    .filter(([name, child]) => words.has(name) && isUnbounded(child))
    .map(([name]) => name);
}

function isUnbounded({
  type,
  maxItems,
  maxLength,
  maxProperties,
  enum: values,
  additionalProperties,
  format,
}: Schema) {
  switch (type) {
    case 'array':
      return maxItems === undefined;
    case 'string':
      return maxLength === undefined && values === undefined && format === undefined;
    case 'object':
      return additionalProperties !== undefined && maxProperties === undefined;
    default:
      return false;
  }
}
