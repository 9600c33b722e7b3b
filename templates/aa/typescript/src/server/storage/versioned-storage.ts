import type { ApiObject } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { pruneFields } from '../schema/prune-fields.ts';
import type { Storage, StorageEvent, StoredObject } from './storage.ts';

/**
 * The storage as a client of one version of a kind sees it: objects are kept in another version, `stored`, and shown
 * in the version `shown`. Nothing but the apiVersion is converted; what the schema on the other side does not know is
 * dropped, what it defaults is filled in (k8s.io/apiextensions-apiserver pkg/apiserver/conversion nop_converter.go).
 */
export const createVersionedStorage = (
  storage: Storage,
  stored: KindDefinition,
  shown: KindDefinition,
): Storage => {
  const show = (item: StoredObject): StoredObject => {
    const object = convert(item.object, shown);
    return { ...item, object, json: JSON.stringify(object) };
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
    create: async (key, object) => showIfAny(await storage.create(key, convert(object, stored))),
    replace: async (expected, object) => showIfAny(await storage.replace(expected, convert(object, stored))),
    remove: async (expected, last) => showIfAny(await storage.remove(expected, convert(last, stored))),
    currentResourceVersion: () => storage.currentResourceVersion(),
    close: () => storage.close(),
    watch: (request) => storage.watch({ ...request, onEvent: (event) => request.onEvent(showEvent(event)) }),
  };
};

const convert = (object: ApiObject, { group, version, schema }: KindDefinition): ApiObject =>
  applyDefaults(pruneFields({ ...object, apiVersion: `${group}/${version}` }, schema, []), schema);
