import type { ApiObject } from '../../api/api-object.ts';
import type { StoredObject } from '../../storage/storage.ts';

/** An object as if it were stored: what a dry run answers with. */
export const previewOf = (
  { key, resourceVersion }: Pick<StoredObject, 'key' | 'resourceVersion'>,
  object: ApiObject,
): StoredObject => ({ key, resourceVersion, object, json: JSON.stringify(object) });
