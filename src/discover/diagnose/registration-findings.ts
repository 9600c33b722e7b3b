import { shellWord } from '../../shell-words.ts';
import { type ApiService, AUTOMANAGED } from '../serving/api-service.ts';
import { conditionOf } from '../serving/condition.ts';
import type { Finding } from './finding.ts';

type Rule = (apiService: ApiService) => Omit<Finding, 'groupVersion' | 'fix'> | undefined;

/** @returns what is wrong with how group versions are registered, certificates aside */
export function registrationFindings(apiServices: readonly ApiService[]): readonly Finding[] {
  return apiServices.flatMap((apiService) => {
    const fix = `kubectl get apiservice ${shellWord(apiService.name)} --output yaml`;
    return RULES.flatMap((rule) => {
      const found = rule(apiService);
      return found === undefined ? [] : [{ ...found, groupVersion: apiService.groupVersion, fix }];
    });
  });
}

const RULES: readonly Rule[] = [
  ({ name, isTerminating }) =>
    isTerminating
      ? {
          id: 'apiservice-terminating',
          severity: 'warning',
          message: `its APIService ${name} is being deleted`,
        }
      : undefined,
  // kube-aggregator writes its own over every APIService with the label (autoregister_controller.go).
  ({ name, service, automanaged }) =>
    service !== undefined && automanaged !== undefined
      ? {
          id: 'automanaged-with-service',
          severity: 'warning',
          message: `its APIService ${name} names a Service and has the label ${AUTOMANAGED}: the aggregator overwrites or deletes it`,
        }
      : undefined,
  ({ name, service, conditions }) =>
    service !== undefined && conditionOf(conditions, 'Available') === undefined
      ? {
          id: 'never-checked',
          severity: 'warning',
          message: `its APIService ${name} has no condition Available: the aggregator has not looked at its server, or could not read its caBundle`,
        }
      : undefined,
];
