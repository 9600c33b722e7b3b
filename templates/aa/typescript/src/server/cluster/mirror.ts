import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';
import type { Log } from '../log/log.ts';
import type { ClusterClient } from './cluster-client.ts';
import { ClusterError } from './cluster-error.ts';

/** A collection of the cluster, kept up to date. */
export type Mirror = {
  /** The object of that name as it is known here. */
  readonly get: (name: string) => JsonObject | undefined;
  /** All of them. */
  readonly list: () => readonly JsonObject[];
  /** Whether it has been listed: until then `get` knows nothing. */
  readonly isListed: () => boolean;
  readonly stop: () => void;
};

/** What to keep a mirror of. */
export type Mirrored = {
  /** `/api/v1/namespaces` */
  readonly path: string;
  /** `metadata.name=…`; all of the collection where it is absent. */
  readonly fieldSelector?: string;
  /** Clusters that are older do not have it: it is empty there. */
  readonly mayBeMissing?: boolean;
  readonly onChange?: () => void;
};

/** A watch is begun anew this often, so that a connection that went dead unnoticed costs no more than that. */
const watchSeconds = 50;
const longestPauseMilliseconds = 10_000;
const firstPauseMilliseconds = 500;
const shortestPauseMilliseconds = 100;

/**
 * Lists a collection and watches it from there; begins anew where the watch fails, with pauses that grow to ten seconds
 * (k8s.io/client-go tools/cache Reflector). Failures are logged, each once.
 */
export const startMirror = (client: ClusterClient, mirrored: Mirrored, log: Log): Mirror => {
  const stopping = new AbortController();
  const state: State = { objects: new Map(), resourceVersion: undefined };
  void follow({ client, mirrored, log, state, stop: stopping.signal });
  return {
    get: (name) => state.objects.get(name),
    list: () => [...state.objects.values()],
    isListed: () => state.isListed === true,
    stop: () => stopping.abort(),
  };
};

/** Without a resourceVersion there is nothing to watch from. */
type State = {
  objects: Map<string, JsonObject>;
  resourceVersion: string | undefined;
  isListed?: true;
};

type Following = {
  readonly client: ClusterClient;
  readonly mirrored: Mirrored;
  readonly log: Log;
  readonly state: State;
  readonly stop: AbortSignal;
};

const follow = async (following: Following): Promise<void> => {
  const { state, stop, mirrored } = following;
  const trouble = troubleOf(following);
  while (!stop.aborted) {
    try {
      if (state.resourceVersion === undefined) await list(following);
      trouble.over();
      await watch(following);
      // Something in between may end every watch at once.
      await sleep(shortestPauseMilliseconds, undefined, { ref: false });
    } catch (cause) {
      if (stop.aborted) return;
      state.resourceVersion = undefined;
      if (isMissing(cause, mirrored)) await waitForIt(following);
      else await trouble.pause(cause);
    }
  }
};

const isMissing = (cause: unknown, { mayBeMissing = false }: Mirrored): boolean =>
  mayBeMissing && cause instanceof ClusterError && cause.status === 404;

/** Nothing is known, which is all there is to know; the cluster may be upgraded. */
const waitForIt = async ({ state, mirrored, stop }: Following): Promise<void> => {
  state.objects = new Map();
  state.isListed = true;
  mirrored.onChange?.();
  await sleep(longestPauseMilliseconds, undefined, { signal: stop, ref: false }).catch(() => undefined);
};

/** Logs each failure once until all is well again, and waits longer from one to the next. */
const troubleOf = ({ mirrored, log, stop }: Following) => {
  let pause = firstPauseMilliseconds;
  let problem = '';
  return {
    over: () => {
      pause = firstPauseMilliseconds;
      problem = '';
    },
    pause: async (cause: unknown): Promise<void> => {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (message !== problem) log.error('Cannot follow the cluster', { path: mirrored.path, err: message });
      problem = message;
      await sleep(pause, undefined, { signal: stop, ref: false }).catch(() => undefined);
      pause = Math.min(pause * 2, longestPauseMilliseconds);
    },
  };
};

const list = async ({ client, mirrored, state }: Following): Promise<void> => {
  const answer = await client.call({ path: pathOf(mirrored, {}) });
  const items = ownMember(answer, 'items');
  const objects = (isJsonList(items) ? items : []).filter(isJsonObject);
  state.objects = new Map(objects.map((each) => [metadataOf(each, 'name'), each]));
  state.resourceVersion = metadataOf(answer, 'resourceVersion');
  state.isListed = true;
  mirrored.onChange?.();
};

const watch = async ({ client, mirrored, state, stop }: Following): Promise<void> => {
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: state.resourceVersion ?? '',
    timeoutSeconds: String(watchSeconds),
  };
  const signal = AbortSignal.any([stop, AbortSignal.timeout((watchSeconds + 5) * 1000)]);
  const answer = await client.open(pathOf(mirrored, query), signal);
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line, { mirrored, state });
  }
};

type Taking = Pick<Following, 'mirrored' | 'state'>;

const takeLine = (line: string, taking: Taking): void => {
  if (line === '') return;
  const event: unknown = JSON.parse(line);
  if (isJsonObject(event)) take(event, taking);
};

const take = (event: JsonObject, { mirrored, state }: Taking): void => {
  const object = ownMember(event, 'object');
  const type = ownMember(event, 'type');
  if (!isJsonObject(object)) return;
  // The state that was asked for is gone (410), or the server cannot go on: all is listed anew.
  if (type === 'ERROR') throw new ClusterError(String(ownMember(object, 'message')));
  state.resourceVersion = metadataOf(object, 'resourceVersion');
  if (type === 'BOOKMARK') return;
  if (type === 'DELETED') state.objects.delete(metadataOf(object, 'name'));
  else state.objects.set(metadataOf(object, 'name'), object);
  mirrored.onChange?.();
};

const pathOf = ({ path, fieldSelector }: Mirrored, query: Readonly<Record<string, string>>): string => {
  const selected = fieldSelector === undefined ? {} : { fieldSelector };
  return `${path}?${new URLSearchParams({ ...selected, ...query })}`;
};

const metadataOf = (object: JsonObject, name: string): string => {
  const metadata: JsonValue | undefined = ownMember(object, 'metadata');
  const value = isJsonObject(metadata) ? ownMember(metadata, name) : undefined;
  return typeof value === 'string' ? value : '';
};
