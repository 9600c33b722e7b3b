import type { ApiObject } from '../../api/api-object.ts';
import type { StoredObject } from '../storage.ts';
import { StorageUnavailableError } from '../storage-unavailable-error.ts';
import { storedObject } from '../stored-object.ts';
import type { EtcdClient } from './etcd-client.ts';
import type { RequestOp } from './etcd-messages.ts';
import { storedValue } from './etcd-object.ts';
import type { KeySpace } from './key-space.ts';

/**
 * Writes objects, each only over the version that is expected: undefined where another one is stored.
 * @throws StorageUnavailableError where it is not known whether it was written
 */
export type EtcdWriter = {
  /** `revision` is that of the version to replace, 0 for none. */
  readonly put: (key: string, revision: number, object: ApiObject) => Promise<StoredObject | undefined>;
  readonly remove: (key: string, revision: number, last: ApiObject) => Promise<StoredObject | undefined>;
};

/** Transactions on the revision of a key, as those of k8s.io/apiserver pkg/storage/etcd3/store.go. */
export const createEtcdWriter = (client: EtcdClient, space: KeySpace): EtcdWriter => {
  const write = (key: Buffer, revision: number, operation: RequestOp) =>
    client.txn({
      compare: [{ target: 'MOD', key, modRevision: revision }],
      success: [operation],
      failure: [{ requestRange: { key } }],
    });
  return {
    put: async (key, revision, object) => {
      const etcdKey = space.toEtcd(key);
      const value = storedValue(object);
      const answer = await write(etcdKey, revision, { requestPut: { key: etcdKey, value } });
      if (answer.succeeded) return storedObject(key, answer.header.revision, object);
      if (!answer.isRepeated) return undefined;
      // An attempt whose answer was lost may have made it: only a new object is told from others, by its uid.
      const found = answer.responses[0]?.responseRange?.kvs[0];
      const isOwn =
        revision === 0 && object.metadata.uid !== undefined && found?.value.equals(value) === true;
      if (!isOwn) throw unknownOutcome();
      return storedObject(key, found.modRevision, object);
    },
    remove: async (key, revision, last) => {
      const etcdKey = space.toEtcd(key);
      const answer = await write(etcdKey, revision, { requestDeleteRange: { key: etcdKey } });
      if (answer.succeeded) return storedObject(key, answer.header.revision, last);
      if (answer.isRepeated) throw unknownOutcome();
      return undefined;
    },
  };
};

const unknownOutcome = (): Error =>
  new StorageUnavailableError('etcd was asked twice, and the outcome is not known');
