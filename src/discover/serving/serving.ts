import { type Group, groupVersion } from '../walk/resource.ts';
import { type ApiService, AUTOMANAGED } from './api-service.ts';
import { type Condition, conditionOf, conditionPhrase } from './condition.ts';
import type { Definition } from './definition.ts';

/** The servers behind one API: the aggregator, the two it delegates to, and extension API servers. */
type ServerName =
  | 'AggregatorServer'
  | 'KubeAPIServer'
  | 'APIExtensionsServer'
  | 'ExtensionServer'
  | 'Unknown';

/** Who serves a group version. */
export type Serving = {
  readonly servedBy: ServerName;
  /** `namespace/name` of the Service of an extension API server. */
  readonly service?: string;
  /** Why it is unknown. */
  readonly reason?: string;
  /** The Available condition of its APIService, where that is not True. */
  readonly condition?: string;
  /** `groupPriorityMinimum` of its APIService. */
  readonly groupPriority?: number;
  /** `versionPriority` of its APIService. */
  readonly versionPriority?: number;
  /** Every condition of its APIService. */
  readonly conditions?: readonly Condition[];
};

/** Who serves what, by group version. */
export type ServingMap = ReadonlyMap<string, Serving>;

/** The group in which the aggregator serves the APIServices themselves. */
export const AGGREGATOR_GROUP = 'apiregistration.k8s.io';

/** Registered like the built-in groups, but the server of custom resources serves their definitions as well. */
export const CRD_GROUP = 'apiextensions.k8s.io';

/**
 * Says from the APIServices who serves each group version (kube-aggregator autoregister_controller.go): one with a
 * service is an extension API server's; `automanaged: onstart` is a built-in one; `automanaged: true` is a CRD's.
 */
export function servingOf(apiServices: readonly ApiService[]): ServingMap {
  return new Map(
    apiServices.map((apiService) => [
      apiService.groupVersion,
      { ...serverOf(apiService), ...factsOf(apiService) },
    ]),
  );
}

/**
 * Says from the CRDs alone who serves each group version, where the APIServices cannot be read: a group with a CRD is
 * the APIExtensionsServer's, unless an APIService that nobody can see says otherwise.
 *
 * @param reason why the rest is unknown
 */
export function servingByDefinitions(
  groups: readonly Group[],
  definitions: readonly Definition[],
  reason: string,
): ServingMap {
  const defined = new Set(
    definitions.flatMap(({ group, versions }) =>
      versions.filter(({ isServed }) => isServed).map(({ name }) => groupVersion(group, name)),
    ),
  );
  return new Map(
    groups.flatMap(({ name, versions }) =>
      versions.map(({ version }) => {
        const gv = groupVersion(name, version);
        const isDefined = defined.has(gv) || name === CRD_GROUP;
        return [
          gv,
          isDefined ? { servedBy: 'APIExtensionsServer' } : { servedBy: 'Unknown', reason },
        ] as const;
      }),
    ),
  );
}

/** @returns the same answer for every group version, where nothing more can be known */
export function servingAll(groups: readonly Group[], serving: Serving): ServingMap {
  return new Map(
    groups.flatMap(({ name, versions }) =>
      versions.map(({ version }) => [groupVersion(name, version), serving] as const),
    ),
  );
}

/**
 * @returns who serves a group version; Unknown where no APIService speaks of it. The aggregator's own group has no
 *   APIService and needs none.
 */
export function servingFor(serving: ServingMap, name: string): Serving {
  if (name.startsWith(`${AGGREGATOR_GROUP}/`)) return { servedBy: 'AggregatorServer' };
  return serving.get(name) ?? { servedBy: 'Unknown', reason: `no APIService speaks of ${name}` };
}

function serverOf({ service, group, automanaged }: ApiService): Serving {
  if (service !== undefined) {
    return { servedBy: 'ExtensionServer', service: `${service.namespace}/${service.name}` };
  }
  if (group === CRD_GROUP) return { servedBy: 'APIExtensionsServer' };
  if (automanaged === 'onstart') return { servedBy: 'KubeAPIServer' };
  if (automanaged === 'true') return { servedBy: 'APIExtensionsServer' };
  return { servedBy: 'Unknown', reason: `its APIService has neither a service nor the label ${AUTOMANAGED}` };
}

function factsOf({
  service,
  groupPriority,
  versionPriority,
  conditions,
}: ApiService): Omit<Serving, 'servedBy'> {
  const available = conditionOf(conditions, 'Available');
  const isBroken = service !== undefined && available !== undefined && available.status !== 'True';
  return {
    ...(isBroken ? { condition: conditionPhrase(available) } : {}),
    ...(groupPriority === undefined ? {} : { groupPriority }),
    ...(versionPriority === undefined ? {} : { versionPriority }),
    conditions,
  };
}
