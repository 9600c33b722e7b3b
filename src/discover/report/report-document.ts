import type { Finding } from '../diagnose/finding.ts';
import { type Serving, type ServingMap, servingFor } from '../serving/serving.ts';
import type { Problem } from '../walk/catalog.ts';
import type { DiscoveryFormat } from '../walk/negotiate.ts';
import { type Group, groupVersion, type Version } from '../walk/resource.ts';
import type { RequestRecord } from './request-records.ts';

/** Everything that a document tells. */
type DiscoverResult = {
  readonly server: string;
  readonly mode: DiscoveryFormat;
  readonly groups: readonly Group[];
  readonly serving: ServingMap;
  readonly requests: readonly RequestRecord[];
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
};

/** @returns the Catalog document of -o json and -o yaml */
export function reportDocument({
  server,
  mode,
  groups,
  serving,
  requests,
  problems,
  findings,
}: DiscoverResult): object {
  return {
    kind: 'Catalog',
    server,
    mode,
    groups: groups.map(({ name, preferredVersion, versions }) => ({
      name,
      preferredVersion,
      versions: versions.map((version) =>
        versionDocument(version, servingFor(serving, groupVersion(name, version.version))),
      ),
    })),
    requests,
    problems,
    findings,
  };
}

function versionDocument({ version, freshness, error, resources }: Version, serving: Serving): object {
  return {
    version,
    freshness,
    ...serving,
    ...(error === undefined ? {} : { error }),
    resources,
  };
}
