import type { ApiObject } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { fromStoredVersion, toStoredVersion } from './convert-object.ts';
import { createShownStorage } from './shown-storage.ts';
import type { Storage, StoredObject } from './storage.ts';

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
  const keep = (object: ApiObject) => toStoredVersion(object, { shown, stored });
  return createShownStorage(storage, { show, keep, preview: (object) => showObject(keep(object)) });
};
