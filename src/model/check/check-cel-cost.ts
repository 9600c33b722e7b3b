import type { Violation } from '../../errors.ts';
import type { CelEngine } from '../cel/cel-engine.ts';
import type { CelType } from '../cel/cel-type.ts';
import { checkExpression } from '../cel/check-expression.ts';
import { estimateCost } from '../cel/cost/estimate-cost.ts';
import { typeOfSchema } from '../cel/type-of-schema.ts';
import { type RuleSite, ruleSites } from '../schema/rule-sites.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { MAX_REQUEST_BYTES, valueSize } from './value-size.ts';

/** StaticEstimatedCostLimit and StaticEstimatedCRDCostLimit of k8s.io/apiextensions-apiserver. */
const RULE_BUDGET = 10_000_000;
const SCHEMA_BUDGET = 100_000_000;

const WAY_OUT =
  'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';

/** What one expression is estimated to cost in the largest object. */
type ExpressionCost = { readonly path: string; readonly what: string; readonly cost: number };

/**
 * Reckons what the rules of a schema cost by the API server's estimate.
 *
 * @param schema of a whole object, whose rules `checkRules` found nothing wrong with
 * @returns a violation for each expression over its budget, and where they are only together for the dearest and the whole
 * @see getExpressionCost and TotalCost of k8s.io/apiextensions-apiserver
 */
export function checkCelCost(schema: Schema, path: string, cel: CelEngine): readonly Violation[] {
  const costs = ruleSites(schema, path).flatMap((site) => siteCosts(site, cel));
  const over = costs.filter(({ cost }) => cost > RULE_BUDGET);
  const total = costs.reduce((sum, { cost }) => sum + cost, 0);
  if (over.length > 0 || total <= SCHEMA_BUDGET) {
    return over.map(({ path: at, what, cost }) => ({
      path: at,
      message: `estimated ${what} cost exceeds budget by factor of ${factorOf(cost / RULE_BUDGET)}`,
      hint: WAY_OUT,
    }));
  }
  const dearest = costs.filter(({ cost }) => cost >= SCHEMA_BUDGET / 100).toSorted((a, b) => b.cost - a.cost);
  const contributed =
    'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
  const factor = factorOf(total / SCHEMA_BUDGET);
  const message = `x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of ${factor}`;
  return [
    ...dearest.slice(0, 4).map(({ path: at }) => ({ path: at, message: contributed, hint: WAY_OUT })),
    { path, message, hint: WAY_OUT },
  ];
}

function factorOf(excess: number): string {
  if (excess > 100) return 'more than 100x';
  return excess < 1.5 ? `${excess.toFixed(6)}x` : `${excess.toFixed(1)}x`;
}

function siteCosts(site: RuleSite, cel: CelEngine): readonly ExpressionCost[] {
  const self = typeOfSchema(site.schema, 'self', site.isResource);
  if (self === undefined) return [];
  return (site.schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const at = `${site.path}.x-kubernetes-validations[${index}]`;
    return [
      ...costOf(rule.rule, { rule, site, self, cel }).map((cost) => ({
        path: `${at}.rule`,
        what: 'rule',
        cost,
      })),
      ...costOf(rule.messageExpression, { rule, site, self, cel }).map((cost) => ({
        path: `${at}.messageExpression`,
        what: 'messageExpression',
        cost,
      })),
    ];
  });
}

type Costed = {
  readonly rule: ValidationRule;
  readonly site: RuleSite;
  readonly self: CelType;
  readonly cel: CelEngine;
};

/** @returns the cost times the number of places; nothing where it cannot be reckoned */
function costOf(source: string | undefined, { rule, site, self, cel }: Costed): readonly number[] {
  const parsed = source === undefined ? undefined : cel.parse(source);
  if (parsed?.kind !== 'parsed') return [];
  const oldSelf: CelType = rule.optionalOldSelf === true ? { kind: 'optional', of: self } : self;
  const variables = new Map([['self', self] as const, ['oldSelf', oldSelf] as const]);
  const checked = checkExpression(parsed.ast, variables);
  if (checked.problems.length > 0) return [];
  const { schema, isResource } = site;
  const cost = estimateCost(parsed.ast, checked, { schema, isResource });
  return cost === undefined ? [] : [cost === 0 ? 0 : cost * countOf(site)];
}

/** As many as fit into the largest request, where no list or map around says fewer. */
function countOf({ count, schema }: RuleSite): number {
  return count ?? Math.floor(MAX_REQUEST_BYTES / ((valueSize(schema)?.minBytes ?? 1) + 1));
}
