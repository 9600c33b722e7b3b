import type { ApiObject } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { fromStoredVersion, toStoredVersion } from './convert-object.ts';
import type { Storage, StorageEvent, StoredObject, WatchRequest } from './storage.ts';

/** What was shown of stored objects, by the version that shows them: each is converted and serialised once. */
const shownBefore = new WeakMap<KindDefinition, WeakMap<StoredObject, StoredObject>>();

/**
 * The storage as a client of one version of a kind sees it: objects are kept in another version, `stored`, and shown
 * in the version `shown`. The defaults of what is stored are filled in on the way out, those of the version that shows
 * it are not (k8s.io/apiextensions-apiserver pkg/apiserver/customresource_handler.go crdConversionRESTOptionsGetter).
 */
export const createVersionedStorage = (
  storage: Storage,
  stored: KindDefinition,
  shown: KindDefinition,
): Storage => {
  const known = shownBefore.get(shown) ?? new WeakMap<StoredObject, StoredObject>();
  shownBefore.set(shown, known);
  const showObject = (object: ApiObject) => fromStoredVersion(applyDefaults(object, stored.schema), shown);
  const show = (item: StoredObject): StoredObject => {
    const before = known.get(item);
    if (before !== undefined) return before;
    const object = showObject(item.object);
    const converted = { ...item, object, json: JSON.stringify(object) };
    known.set(item, converted);
    return converted;
  };
  const showEvent = ({ type, current, previous }: StorageEvent): StorageEvent => ({
    type,
    current: show(current),
    previous: previous === undefined ? undefined : show(previous),
  });
  const showIfAny = (item: StoredObject | undefined) => (item === undefined ? undefined : show(item));
  return {
    get: async (key, notOlderThan) => showIfAny(await storage.get(key, notOlderThan)),
    list: async (prefix, at, notOlderThan) => {
      const { resourceVersion, items } = await storage.list(prefix, at, notOlderThan);
      return { resourceVersion, items: items.map(show) };
    },
    count: (prefix) => storage.count(prefix),
    create: async (key, object) =>
      showIfAny(await storage.create(key, toStoredVersion(object, { shown, stored }))),
    replace: async (expected, object) =>
      showIfAny(await storage.replace(expected, toStoredVersion(object, { shown, stored }))),
    remove: async (expected, last) =>
      showIfAny(await storage.remove(expected, toStoredVersion(last, { shown, stored }))),
    preview: (object) => showObject(toStoredVersion(object, { shown, stored })),
    currentResourceVersion: () => storage.currentResourceVersion(),
    close: () => storage.close(),
    watch: (request) => storage.watch({ ...request, onEvent: shownTo(request, showEvent) }),
  };
};

/** Those who write must not hear of a conversion that fails for somebody who watches. */
const shownTo = (
  { onEvent, onFailure }: WatchRequest,
  show: (event: StorageEvent) => StorageEvent,
): WatchRequest['onEvent'] => {
  let hasFailed = false;
  return (event) => {
    if (hasFailed) return;
    try {
      onEvent(show(event));
    } catch (cause) {
      hasFailed = true;
      onFailure?.(cause);
    }
  };
};
