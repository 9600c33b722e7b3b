import type { ApiObject } from '../../api/api-object.ts';
import type { StoredObject } from '../storage.ts';
import { storedObject } from '../stored-object.ts';
import type { KeyValue } from './etcd-messages.ts';

/** An object as it lies in etcd: JSON, without the resourceVersion, which is the revision of its key. */
export const storedValue = (object: ApiObject): Buffer => {
  const { resourceVersion: _resourceVersion, ...metadata } = object.metadata;
  return Buffer.from(JSON.stringify({ ...object, metadata }));
};

/** The object under a key, in the version that was stored. @throws SyntaxError for what is no JSON */
export const readObject = (key: string, { value, modRevision }: KeyValue): StoredObject => {
  const object: ApiObject = JSON.parse(value.toString('utf8'));
  return storedObject(key, modRevision, object);
};

/** The last state of an object that was deleted, under the revision of the deletion. */
export const deletedObject = (previous: StoredObject, { modRevision }: KeyValue): StoredObject =>
  storedObject(previous.key, modRevision, previous.object);
