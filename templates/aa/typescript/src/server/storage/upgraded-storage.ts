import { internalError } from '../api/api-errors.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { toStoredVersion } from './convert-object.ts';
import { createShownStorage } from './shown-storage.ts';
import type { Storage, StoredObject } from './storage.ts';

/**
 * The storage as if all objects of a kind were kept in its version `stored`: what was written before that was so, or by
 * a replica for which it is not, is converted whenever it is read, until it is written again. 500 for an object of a
 * version that is none of `versions`.
 */
export const createUpgradedStorage = (
  storage: Storage,
  stored: KindDefinition,
  versions: readonly KindDefinition[],
): Storage => {
  const wanted = apiVersionOf(stored);
  const byName = new Map(versions.map((each) => [apiVersionOf(each), each]));
  const known = new WeakMap<StoredObject, StoredObject>();
  const show = (item: StoredObject): StoredObject => {
    if (item.object.apiVersion === wanted) return item;
    const before = known.get(item);
    if (before !== undefined) return before;
    const shown = byName.get(item.object.apiVersion);
    if (shown === undefined) throw unknownVersion(item, stored);
    const object = toStoredVersion(applyDefaults(item.object, shown.schema), { shown, stored });
    const upgraded = { ...item, object, json: JSON.stringify(object), isOutdated: true } as const;
    known.set(item, upgraded);
    return upgraded;
  };
  return createShownStorage(storage, { show });
};

const apiVersionOf = ({ group, version }: KindDefinition): string => `${group}/${version}`;

const unknownVersion = (
  { object: { apiVersion, metadata } }: StoredObject,
  { plural, group }: KindDefinition,
) =>
  internalError(
    `${plural}.${group} "${metadata.name}" is stored as ${apiVersion}, which is no version of this server: serve that one too until the object has been written again`,
  );
