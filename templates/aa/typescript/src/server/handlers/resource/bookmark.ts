import type { KindDefinition } from '../../api/kind-definition.ts';
import type { StoredObject } from '../../storage/storage.ts';

/**
 * The object of a BOOKMARK event: nothing but the resourceVersion up to which a watcher has seen everything;
 * `endsInitialEvents` marks the one after the present state (KEP-3157).
 */
export const bookmark = (
  kind: KindDefinition,
  resourceVersion: number,
  endsInitialEvents = false,
): StoredObject => {
  const object = {
    kind: kind.kind,
    apiVersion: `${kind.group}/${kind.version}`,
    metadata: {
      resourceVersion: String(resourceVersion),
      ...(endsInitialEvents ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
    },
  };
  return { key: '', resourceVersion, object, json: JSON.stringify(object) };
};
