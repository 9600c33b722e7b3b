import type { ApiObject } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { pruneFields } from '../schema/prune-fields.ts';
import type { Storage, StorageEvent, StoredObject } from './storage.ts';

/**
 * The storage as a client of one version of a kind sees it: objects are kept in the version `stored`, and shown in the
 * version `shown`, whatever version they were stored in. Nothing but the apiVersion is converted; what the schema on
 * the other side does not know is dropped, what it defaults is filled in (k8s.io/apiextensions-apiserver
 * pkg/apiserver/conversion nop_converter.go).
 */
export const createVersionedStorage = (
  storage: Storage,
  stored: KindDefinition,
  shown: KindDefinition,
): Storage => {
  const { show, showAll } = viewOf(shown);
  const keep = (object: ApiObject): ApiObject =>
    object.apiVersion === apiVersionOf(stored) ? object : convert(object, stored);
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
      return { resourceVersion, items: showAll(items) };
    },
    count: (prefix) => storage.count(prefix),
    create: async (key, object) => showIfAny(await storage.create(key, keep(object))),
    replace: async (expected, object) => showIfAny(await storage.replace(expected, keep(object))),
    remove: async (expected, last) => showIfAny(await storage.remove(expected, keep(last))),
    currentResourceVersion: () => storage.currentResourceVersion(),
    close: () => storage.close(),
    watch: (request) => storage.watch({ ...request, onEvent: (event) => request.onEvent(showEvent(event)) }),
  };
};

/** How objects look in a version: each is converted once, whoever asks for it. */
type View = {
  readonly show: (item: StoredObject) => StoredObject;
  readonly showAll: (items: readonly StoredObject[]) => readonly StoredObject[];
};

const views = new WeakMap<KindDefinition, View>();

const viewOf = (kind: KindDefinition): View => {
  const known = views.get(kind);
  if (known !== undefined) return known;
  const apiVersion = apiVersionOf(kind);
  const converted = new WeakMap<StoredObject, StoredObject>();
  const lists = new WeakMap<readonly StoredObject[], readonly StoredObject[]>();
  const show = (item: StoredObject): StoredObject => {
    if (item.object.apiVersion === apiVersion) return item;
    return converted.get(item) ?? remember(converted, item, inVersion(item, kind));
  };
  const view: View = {
    show,
    showAll: (items) => {
      if (items.every(({ object }) => object.apiVersion === apiVersion)) return items;
      return lists.get(items) ?? remember(lists, items, items.map(show));
    },
  };
  return remember(views, kind, view);
};

const remember = <Key extends object, Value>(map: WeakMap<Key, Value>, key: Key, value: Value): Value => {
  map.set(key, value);
  return value;
};

const apiVersionOf = ({ group, version }: KindDefinition): string => `${group}/${version}`;

const inVersion = (item: StoredObject, kind: KindDefinition): StoredObject => {
  const object = convert(item.object, kind);
  return { ...item, object, json: JSON.stringify(object) };
};

const convert = (object: ApiObject, kind: KindDefinition): ApiObject =>
  applyDefaults(pruneFields({ ...object, apiVersion: apiVersionOf(kind) }, kind.schema, []), kind.schema);
