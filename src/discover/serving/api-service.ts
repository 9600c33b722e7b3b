import { groupVersion } from '../walk/resource.ts';
import { numberAt, objectAt, objectOf, objectsAt, textAt, type Untyped } from '../walk/untyped.ts';
import { type Condition, conditionsOf } from './condition.ts';

/** The Service that an APIService names. */
export type ServiceReference = {
  readonly namespace: string;
  readonly name: string;
  /** 443 where the APIService names none. */
  readonly port: number;
};

/** An APIService (kube-aggregator pkg/apis/apiregistration/v1 types.go). */
export type ApiService = {
  /** `v1beta1.metrics.k8s.io`. */
  readonly name: string;
  /** `metrics.k8s.io/v1beta1`. */
  readonly groupVersion: string;
  readonly group: string;
  readonly version: string;
  /** undefined where kube-apiserver answers by itself. */
  readonly service: ServiceReference | undefined;
  /** `onstart` for a built-in group, `true` for that of a CRD, undefined where nobody manages it. */
  readonly automanaged: string | undefined;
  readonly groupPriority: number | undefined;
  readonly versionPriority: number | undefined;
  readonly isInsecure: boolean;
  /** As the object has it: base64. */
  readonly caBundle: string | undefined;
  readonly isTerminating: boolean;
  readonly conditions: readonly Condition[];
  /** The whole object. */
  readonly item: Untyped;
};

/** The label by which kube-aggregator marks the APIServices that it made itself (autoregister_controller.go). */
export const AUTOMANAGED = 'kube-aggregator.kubernetes.io/automanaged';

/** @param list the parsed APIServiceList */
export function apiServicesOf(list: Untyped): readonly ApiService[] {
  return objectsAt(list, 'items').map(apiServiceOf);
}

function apiServiceOf(item: Untyped): ApiService {
  const metadata = objectAt(item, 'metadata');
  const spec = objectAt(item, 'spec');
  const group = textAt(spec, 'group') ?? '';
  const version = textAt(spec, 'version') ?? '';
  return {
    name: textAt(metadata, 'name') ?? `${version}.${group}`,
    groupVersion: groupVersion(group, version),
    group,
    version,
    service: serviceOf(objectOf(spec['service'])),
    automanaged: textAt(objectAt(metadata, 'labels'), AUTOMANAGED),
    groupPriority: numberAt(spec, 'groupPriorityMinimum'),
    versionPriority: numberAt(spec, 'versionPriority'),
    isInsecure: spec['insecureSkipTLSVerify'] === true,
    caBundle: textAt(spec, 'caBundle'),
    isTerminating: textAt(metadata, 'deletionTimestamp') !== undefined,
    conditions: conditionsOf(item),
    item,
  };
}

function serviceOf(service: Untyped | undefined): ServiceReference | undefined {
  if (service === undefined) return undefined;
  const name = textAt(service, 'name');
  if (name === undefined) return undefined;
  return { name, namespace: textAt(service, 'namespace') ?? '', port: numberAt(service, 'port') ?? 443 };
}
