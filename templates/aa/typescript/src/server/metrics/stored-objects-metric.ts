import type { KindDefinition } from '../api/kind-definition.ts';
import { collectionPrefix } from '../storage/object-key.ts';
import type { Storage } from '../storage/storage.ts';
import type { Metric } from './metric.ts';
import { createReading } from './values.ts';

/** How many objects of each kind are stored; -1 where the storage cannot tell (k8s.io/apiserver etcd3/metrics). */
export const storedObjectsMetric = (kinds: readonly KindDefinition[], storage: Storage): Metric => {
  const resources = new Map(
    kinds.map((kind) => [`${kind.plural}.${kind.group}`, { ...kind, namespace: '' }]),
  );
  const spec = {
    name: 'apiserver_storage_objects',
    help: '[STABLE] Objects that are stored, by resource; -1 where that cannot be told.',
    labels: ['resource'],
  };
  return createReading(spec, () =>
    Promise.all(
      [...resources].map(
        async ([name, resource]) =>
          [[name], await storage.count(collectionPrefix(resource)).catch(() => -1)] as const,
      ),
    ),
  );
};
