import type { ApiObject } from '../api/api-object.ts';
import type { StoredObject } from './storage.ts';

/** A new version of an object, with its resourceVersion in its metadata, serialised. */
export const storedObject = (key: string, resourceVersion: number, object: ApiObject): StoredObject => {
  const versioned = { ...object, metadata: { ...object.metadata, resourceVersion: String(resourceVersion) } };
  return { key, resourceVersion, object: versioned, json: JSON.stringify(versioned) };
};
