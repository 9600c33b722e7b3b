import { type Group, groupVersion } from '../walk/resource.ts';
import { numberAt, objectAt, objectsAt, textAt, type Untyped } from '../walk/untyped.ts';

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

/** A condition of an APIService or a CRD. */
export type Condition = {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
};

/** Who serves what, by group version. */
export type ServingMap = ReadonlyMap<string, Serving>;

/** The label by which kube-aggregator marks the APIServices that it made itself. */
const AUTOMANAGED = 'kube-aggregator.kubernetes.io/automanaged';

/** The group in which the aggregator serves the APIServices themselves. */
export const AGGREGATOR_GROUP = 'apiregistration.k8s.io';

/** Registered like the built-in groups, but the server of custom resources serves their definitions as well. */
const CRD_GROUP = 'apiextensions.k8s.io';

/**
 * Says from the APIServices who serves each group version (kube-aggregator autoregister_controller.go): one with a
 * service is an extension API server's; `automanaged: onstart` is a built-in one; `automanaged: true` is a CRD's.
 *
 * @param list the parsed APIServiceList
 */
export function servingOf(list: Untyped): ServingMap {
  return new Map(objectsAt(list, 'items').map(servingOfOne));
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

function servingOfOne(item: Untyped): [groupVersion: string, serving: Serving] {
  const [name, serving] = servedBy(item);
  const spec = objectAt(item, 'spec');
  const groupPriority = numberAt(spec, 'groupPriorityMinimum');
  const versionPriority = numberAt(spec, 'versionPriority');
  const known = {
    ...serving,
    ...(groupPriority === undefined ? {} : { groupPriority }),
    ...(versionPriority === undefined ? {} : { versionPriority }),
    conditions: conditionsOf(item),
  };
  return [name, known];
}

/** @returns the conditions of an object's status */
function conditionsOf(item: Untyped): readonly Condition[] {
  return objectsAt(objectAt(item, 'status'), 'conditions').map((condition) => ({
    type: textAt(condition, 'type') ?? '',
    status: textAt(condition, 'status') ?? 'Unknown',
    reason: textAt(condition, 'reason') ?? '',
    message: textAt(condition, 'message') ?? '',
  }));
}

function servedBy(item: Untyped): [groupVersion: string, serving: Serving] {
  const spec = objectAt(item, 'spec');
  const group = textAt(spec, 'group') ?? '';
  const service = objectAt(spec, 'service');
  const name = groupVersion(group, textAt(spec, 'version') ?? '');
  const serviceName = textAt(service, 'name');
  if (serviceName !== undefined) {
    const condition = unavailable(item);
    const where = `${textAt(service, 'namespace') ?? ''}/${serviceName}`;
    const broken = condition === undefined ? {} : { condition };
    return [name, { servedBy: 'ExtensionServer', service: where, ...broken }];
  }
  if (group === CRD_GROUP) return [name, { servedBy: 'APIExtensionsServer' }];
  const label = textAt(objectAt(objectAt(item, 'metadata'), 'labels'), AUTOMANAGED);
  if (label === 'onstart') return [name, { servedBy: 'KubeAPIServer' }];
  if (label === 'true') return [name, { servedBy: 'APIExtensionsServer' }];
  const reason = `its APIService has neither a service nor the label ${AUTOMANAGED}`;
  return [name, { servedBy: 'Unknown', reason }];
}

function unavailable(item: Untyped): string | undefined {
  const conditions = objectsAt(objectAt(item, 'status'), 'conditions');
  const available = conditions.find(({ type }) => type === 'Available');
  if (available === undefined || available['status'] === 'True') return undefined;
  return `${textAt(available, 'reason') ?? 'Unavailable'}: ${textAt(available, 'message') ?? ''}`;
}
