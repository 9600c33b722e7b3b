import type { ApiObject } from '../api/api-object.ts';
import { keyOf, type ResourceInput } from '../handlers/resource/resource-input.ts';
import type { StorageEvent } from '../storage/storage.ts';
import { createAsyncQueue } from '../websocket/async-queue.ts';
import type { ObjectChange } from './connect-definition.ts';

/** Changes that wait for a slow reader; whoever is that far behind is cut off. */
const longestWait = 1_000;

/**
 * The changes of the object that a request names, after the state `known`. What happened between that state and the
 * present one is one change: the storage may have forgotten the others.
 */
export async function* objectChanges(
  input: ResourceInput,
  known: ApiObject,
  signal: AbortSignal,
): AsyncGenerator<ObjectChange, void, undefined> {
  const { storage, now } = input.server;
  const key = keyOf(input);
  const latest = await storage.currentResourceVersion();
  const present = await storage.get(key);
  if (present === undefined || present.object.metadata.uid !== known.metadata.uid) {
    yield { type: 'DELETED', time: now(), object: known };
    return;
  }
  if (present.resourceVersion > versionOf(known)) {
    yield { type: 'MODIFIED', time: now(), object: present.object };
  }
  const queue = createAsyncQueue<ObjectChange>();
  const onEvent = ({ type, current }: StorageEvent): void => {
    if (current.key !== key || current.resourceVersion <= present.resourceVersion) return;
    queue.push({ type: type === 'DELETED' ? type : 'MODIFIED', time: now(), object: current.object });
    if (type === 'DELETED') queue.end();
    if (queue.length() > longestWait) queue.end(new Error(`${longestWait} changes wait for a slow client`));
  };
  const stop = await storage.watch({ prefix: key, after: latest, onEvent });
  const end = (): void => queue.end();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    yield* queue.values;
  } finally {
    signal.removeEventListener('abort', end);
    stop();
  }
}

const versionOf = ({ metadata }: ApiObject): number => Number(metadata.resourceVersion ?? 0);
