import type { ApiObject } from '../../api/api-object.ts';
import type { Storage, StoredObject } from '../../storage/storage.ts';

/** An object as if it were stored: what a dry run answers with. */
export const previewOf = (
  { key, resourceVersion }: Pick<StoredObject, 'key' | 'resourceVersion'>,
  submitted: ApiObject,
  storage: Storage,
): StoredObject => {
  const object = storage.preview?.(submitted) ?? submitted;
  return { key, resourceVersion, object, json: JSON.stringify(object) };
};
