import type { Violation } from '../../errors.ts';
import { isImmutable } from '../schema/immutable-rule.ts';
import { type RuleSite, ruleSites } from '../schema/rule-sites.ts';
import type { Schema } from '../schema/schema.ts';
import { MAX_REQUEST_BYTES, valueSize } from './value-size.ts';

/** The most that one rule, and all rules of a schema together, may cost by the API server's estimate. */
const RULE_BUDGET = 10_000_000;
const SCHEMA_BUDGET = 100_000_000;

const BOUNDS_HINT =
  'set maxItems, maxProperties and maxLength where the lists, maps and strings above and in it are declared';

/**
 * Checks that the API server takes the rules of immutable fields: that old and new value can be matched, and that
 * comparing them at every place where they can occur stays within the budget.
 *
 * @returns violations at the fields
 * @see compilation.go and validation.go of k8s.io/apiextensions-apiserver (StaticEstimatedCostLimit)
 */
export function ruleCostViolations(schema: Schema, path: string): readonly Violation[] {
  const sites = ruleSites(schema, path).filter((site) => isImmutable(site.schema));
  const violations = sites.flatMap(siteViolations);
  const total = sites.reduce((sum, site) => sum + costOf(site), 0);
  if (violations.length > 0 || total <= SCHEMA_BUDGET) return violations;
  return sites
    .filter((site) => costOf(site) >= SCHEMA_BUDGET / 100)
    .map((site) => ({
      path: site.path,
      message: `all immutable fields together cost ${(total / SCHEMA_BUDGET).toFixed(1)} times what the API server allows`,
      hint: BOUNDS_HINT,
    }));
}

function siteViolations(site: RuleSite): readonly Violation[] {
  const { path, schema, uncorrelated } = site;
  if (valueSize(schema) === undefined) {
    return [
      { path, message: "what can have any shape cannot be immutable: the API server's rules do not see it" },
    ];
  }
  if (uncorrelated !== undefined) {
    return [
      {
        path,
        message: 'an item of a list cannot be immutable unless the list tells its items apart by a key',
        hint: `give ${uncorrelated.replace(/^schema\./u, '')} listType=map and listMapKey=NAME`,
      },
    ];
  }
  const excess = costOf(site) / RULE_BUDGET;
  return excess > 1
    ? [
        {
          path,
          message: `keeping it immutable costs ${excess > 100 ? 'more than 100' : excess.toFixed(1)} times what the API server allows`,
          hint: BOUNDS_HINT,
        },
      ]
    : [];
}

/** Comparing reads a tenth of the smaller side, and each of the two variables costs one. */
function costOf({ schema, count }: RuleSite): number {
  const { maxElements, minBytes } = valueSize(schema) ?? { maxElements: 0, minBytes: 1 };
  return (Math.ceil(maxElements * 0.1) + 2) * (count ?? Math.floor(MAX_REQUEST_BYTES / (minBytes + 1)));
}
