import type { Violation } from '../../errors.ts';
import type { CelEngine } from '../cel/cel-engine.ts';
import type { CustomResource } from '../custom-resource.ts';
import { checkCelCost } from './check-cel-cost.ts';
import { defaultRuleViolations } from './check-default-rules.ts';
import { checkRules } from './check-rules.ts';

/**
 * Checks the CEL rules of every version; their cost, and what defaults they refuse, only where they compile, as the API server does.
 *
 * @param resource one whose schemas `checkCustomResource` found nothing wrong with
 * @returns violations at `versions[0].schema.spec.x-kubernetes-validations[0].rule` and the like
 */
export function checkResourceRules({ versions }: CustomResource, cel: CelEngine): readonly Violation[] {
  return versions.flatMap(({ schema }, index) => {
    const found = checkRules(schema, 'schema', cel);
    const violations =
      found.length > 0
        ? found
        : [...checkCelCost(schema, 'schema', cel), ...defaultRuleViolations(schema, 'schema', cel)];
    return violations.map((violation) => ({ ...violation, path: `versions[${index}].${violation.path}` }));
  });
}
