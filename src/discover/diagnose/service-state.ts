import { numberAt, objectAt, objectsAt, textAt, textsAt, type Untyped } from '../walk/untyped.ts';
import type { EndpointState, ServiceState } from './evidence.ts';

/** @param document a parsed Service */
export function serviceStateOf(document: Untyped): ServiceState {
  const spec = objectAt(document, 'spec');
  return {
    type: textAt(spec, 'type') ?? 'ClusterIP',
    clusterIp: textAt(spec, 'clusterIP') ?? '',
    externalName: textAt(spec, 'externalName') ?? '',
    ports: portsOf(spec),
    selector: Object.fromEntries(
      Object.entries(objectAt(spec, 'selector')).map(([key, value]) => [key, String(value)]),
    ),
  };
}

/**
 * @param list a parsed EndpointSliceList. An endpoint without the condition counts as ready, as kube-aggregator has it
 *   (remote_available_controller.go hasAvailableEndpoint).
 */
export function endpointStateOf(list: Untyped): EndpointState {
  const slices = objectsAt(list, 'items');
  const endpoints = slices.flatMap((slice) => objectsAt(slice, 'endpoints'));
  const ready = endpoints.filter((endpoint) => objectAt(endpoint, 'conditions')['ready'] !== false);
  return {
    slices: slices.length,
    ready: ready.flatMap((endpoint) => textsAt(endpoint, 'addresses')),
    unready: endpoints.length - ready.length,
    ports: slices.flatMap(portsOf),
  };
}

function portsOf(value: Untyped): readonly { readonly name: string; readonly port: number }[] {
  return objectsAt(value, 'ports').flatMap((item) => {
    const port = numberAt(item, 'port');
    return port === undefined ? [] : [{ name: textAt(item, 'name') ?? '', port }];
  });
}
