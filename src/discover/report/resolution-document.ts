import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import type { Finding } from '../diagnose/finding.ts';
import { requestPath } from '../resolve/request-path.ts';
import type { Resolved } from '../resolve/resolve.ts';
import type { ResolvedName } from '../resolve/resolve-name.ts';
import { type ServingMap, servingFor } from '../serving/serving.ts';
import type { Problem } from '../walk/catalog.ts';
import { groupVersion } from '../walk/resource.ts';
import type { RequestRecord } from './request-records.ts';

/** What a name stands for, and what is known of it. */
export type ToldName = ResolvedName & {
  readonly argument: string;
  readonly namespace: string;
  readonly kubectl: KubectlVersion;
  readonly server: string;
  readonly serving: ServingMap;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
};

/** @returns the Resolution document of -o json and -o yaml */
export function resolutionDocument(told: ToldName & { readonly requests: readonly RequestRecord[] }): object {
  const { argument, server, kubectl, warnings, requests, problems, findings } = told;
  return {
    kind: 'Resolution',
    argument,
    server,
    kubectl,
    resolved: told.resolved.map((one) => resolvedDocument(one, told)),
    warnings,
    requests,
    problems,
    findings,
  };
}

function resolvedDocument(
  { word, category, mapping, rule, losers, collisions, note }: Resolved,
  told: ToldName,
): object {
  const { servedBy, service, reason } = servingFor(
    told.serving,
    groupVersion(mapping.group, mapping.version),
  );
  return {
    word,
    ...(category === undefined ? {} : { category }),
    ...mapping,
    servedBy,
    ...(service === undefined ? {} : { service }),
    ...(reason === undefined ? {} : { reason }),
    path: requestPath(mapping, told),
    rule,
    losers,
    collisions,
    ...(note === undefined ? {} : { note }),
  };
}
