import { shellWord } from '../../shell-words.ts';
import type { ServerFacts } from '../serving/ask-serving.ts';
import { groupVersion } from '../walk/resource.ts';
import { isRemote } from './evidence.ts';
import type { Finding } from './finding.ts';

/**
 * Finds groups for which two servers compete. An APIService with a Service hides the CRDs of its group version: the
 * aggregator passes every request on, and makes no APIService of its own beside one that is there
 * (autoregister_controller.go).
 */
export function shadowFindings({ apiServices, definitions }: ServerFacts): readonly Finding[] {
  const remote = apiServices.filter(isRemote);
  const shadowed = remote.flatMap((apiService) => {
    const hidden = definitions.filter(
      ({ group, versions }) =>
        group === apiService.group &&
        versions.some(({ name, isServed }) => isServed && name === apiService.version),
    );
    return hidden.map(
      (definition): Finding => ({
        id: 'crd-shadowed',
        severity: 'error',
        groupVersion: apiService.groupVersion,
        message: `the CRD ${definition.name} is out of reach: the APIService ${apiService.name} sends its requests to ${apiService.service.namespace}/${apiService.service.name}`,
        fix: `kubectl get apiservice ${shellWord(apiService.name)} --output yaml`,
      }),
    );
  });
  const shared = [...new Set(remote.map(({ group }) => group))].flatMap((group) => {
    const servers = new Map(
      apiServices
        .filter((apiService) => apiService.group === group)
        .map(({ version, service }) => [
          version,
          service === undefined ? 'kube-apiserver itself' : `${service.namespace}/${service.name}`,
        ]),
    );
    if (new Set(servers.values()).size < 2) return [];
    const [first = ''] = servers.keys();
    const parts = [...servers].map(([version, server]) => `${version} by ${server}`).join(', ');
    const message = `the versions of ${group} are served by several servers: ${parts}`;
    return [
      {
        id: 'group-of-several-servers',
        severity: 'warning' as const,
        groupVersion: groupVersion(group, first),
        message,
      },
    ];
  });
  return [...shadowed, ...shared];
}
