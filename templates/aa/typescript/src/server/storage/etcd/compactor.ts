import type { Log } from '../../log/log.ts';
import type { EtcdClient } from './etcd-client.ts';

/** The key by which all that compact an etcd agree: k8s.io/apiserver's, so that a shared one is compacted once. */
const compactRevisionKey = Buffer.from('compact_rev_key');

/** When the last compaction was, as a count of them, and the revision of the store then. */
type Turn = { readonly time: number; readonly revision: number };

/**
 * Lets etcd forget what is older than one to two intervals. Whoever of the replicas counts the key up first compacts, to
 * the revision that it saw an interval ago (k8s.io/apiserver pkg/storage/etcd3/compact.go). Gives a function that
 * stops it.
 */
export const startCompactor = (client: EtcdClient, intervalMilliseconds: number, log: Log): (() => void) => {
  if (intervalMilliseconds === 0) return () => {};
  let turn: Turn = { time: 0, revision: 0 };
  const timer = setInterval(async () => {
    try {
      turn = await takeTurn(client, turn);
      log.info(2, 'Compaction of etcd', { revision: turn.revision });
    } catch (cause) {
      log.error('Cannot compact etcd', { err: String(cause) });
    }
  }, intervalMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
};

/** One turn; exported for the table of what two replicas do. */
export const takeTurn = async (client: EtcdClient, { time, revision }: Turn): Promise<Turn> => {
  const key = compactRevisionKey;
  const { succeeded, header, responses } = await client.txn({
    compare: [{ target: 'VERSION', key, version: time }],
    success: [{ requestPut: { key, value: Buffer.from(String(revision)) } }],
    failure: [{ requestRange: { key } }],
  });
  if (!succeeded) {
    return { time: responses[0]?.responseRange?.kvs[0]?.version ?? 0, revision: header.revision };
  }
  if (revision > 0) await client.compact(revision);
  return { time: time + 1, revision: header.revision };
};
