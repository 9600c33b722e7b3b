import { expired, storageTimeout } from '../../api/api-errors.ts';
import { ApiError } from '../../api/status.ts';
import { eventRepresentation } from '../../representation/representation.ts';
import type { Reply, Sink } from '../../request/reply.ts';
import { readSelection, type Selection } from '../../selectors/selection.ts';
import { CompactedError } from '../../storage/compacted-error.ts';
import { StorageUnavailableError } from '../../storage/storage-unavailable-error.ts';
import { bookmark } from './bookmark.ts';
import { type ListOptions, readListOptions } from './list-options.ts';
import { untilVersion } from './requested-version.ts';
import { prefixOf, type ResourceInput } from './resource-input.ts';
import { createWatchEncoder, errorLine, type WatchEncoder } from './watch-encoder.ts';
import { selectEvent } from './watch-event.ts';

/** Quiet watches get a bookmark this often, so that they can go on from there after a restart. */
const bookmarkMilliseconds = 50_000;
/** One that ends gets its last so long before (k8s.io/apiserver pkg/storage/cacher nextBookmarkTime). */
const lastBookmarkMilliseconds = 2_000;
/** The longest time that Node waits for, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * A watcher that lets this much pile up, beside the objects that it began with, is cut off: it lists again rather than
 * cost the server its memory.
 */
const laggardBytes = 8 * 1024 * 1024;

/** One watch on its way. */
type Watch = {
  /** The resourceVersion up to which the client has been sent everything. */
  sentUpTo: number;
  /** The resourceVersion that the client knew of before this server did; 0 where it did not. */
  ahead: number;
  readonly input: ResourceInput;
  readonly options: ListOptions;
  readonly selection: Selection;
  readonly encode: WatchEncoder;
  readonly sink: Sink;
};

/** GET of a collection with `watch=true`: its changes as a stream of JSON lines, until the timeout or the end. */
export const watchObjects = async (input: ResourceInput): Promise<Reply> => {
  const { request, server, kind } = input;
  const representation = eventRepresentation(request);
  const options = readListOptions(request.query, true);
  const selection = readSelection(request.query, input.kind);
  const encode = counted(input, createWatchEncoder({ kind, representation }, server.now));
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' },
    stream: (sink) => void runWatch({ input, options, selection, encode, sink, sentUpTo: 0, ahead: 0 }),
  };
};

/** k8s.io/apiserver pkg/endpoints/metrics WatchEvents. */
const counted = ({ server, kind }: ResourceInput, encode: WatchEncoder): WatchEncoder => {
  const events = server.metrics.watchEvents.of(kind.group, kind.version, kind.plural);
  return (type, item) => {
    events.value += 1;
    return encode(type, item);
  };
};

const runWatch = async (watch: Watch): Promise<void> => {
  const { sink, options } = watch;
  const timeout = setTimeout(() => sink.end(), timeoutOf(options));
  sink.onClose(() => clearTimeout(timeout));
  try {
    await startEvents(watch);
    if (options.allowBookmarks) startBookmarks(watch);
  } catch (cause) {
    endWith(cause, watch);
  }
};

const endWith = (cause: unknown, { sink, options, input }: Watch): void => {
  sink.write(errorLine(statusOf(cause, options)));
  if (!(cause instanceof CompactedError || cause instanceof ApiError))
    input.server.log.error('A watch failed', { err: String(cause) });
  sink.end();
};

/** Without a timeout of the client's a watch lives 30 to 60 minutes, so that not all come back at once. */
const timeoutOf = ({ timeoutSeconds }: ListOptions): number =>
  timeoutSeconds === undefined || timeoutSeconds === 0
    ? (1 + Math.random()) * 30 * 60 * 1000
    : Math.min(timeoutSeconds * 1000, longestTimer);

const statusOf = (cause: unknown, { resourceVersion }: ListOptions): object => {
  if (cause instanceof CompactedError)
    return expired(`too old resource version: ${resourceVersion ?? 0} (${cause.oldest})`).status;
  if (cause instanceof ApiError) return cause.status;
  if (cause instanceof StorageUnavailableError) return storageTimeout(cause.message).status;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'InternalError',
    code: 500,
  };
};

const startEvents = async (watch: Watch): Promise<void> => {
  const { input, options, selection, sink, encode } = watch;
  watch.sentUpTo = wantsInitialEvents(options) ? await sendInitialEvents(watch) : await startOf(watch);
  if (watch.sentUpTo > (await input.server.storage.currentResourceVersion())) watch.ahead = watch.sentUpTo;
  const most = sink.buffered() + laggardBytes;
  const stop = await input.server.storage.watch({
    prefix: prefixOf(input),
    after: watch.sentUpTo,
    onEvent: (event) => {
      // A client may know of a later state than this replica; what comes before that is no news to it.
      if (event.current.resourceVersion <= watch.sentUpTo) return;
      const seen = selectEvent(event, selection);
      if (seen !== undefined) sink.write(encode(seen.type, seen.item));
      watch.sentUpTo = event.current.resourceVersion;
      if (sink.buffered() > most) sink.abort();
    },
    onFailure: (cause) => endWith(cause, watch),
    onProgress: (resourceVersion) => {
      watch.sentUpTo = Math.max(watch.sentUpTo, resourceVersion);
    },
    onLost: () => {
      sink.write(errorLine(statusOf(new CompactedError(watch.sentUpTo), options)));
      sink.end();
    },
  });
  sink.onClose(stop);
};

const wantsInitialEvents = ({ sendInitialEvents, resourceVersion }: ListOptions): boolean =>
  sendInitialEvents ?? (resourceVersion === undefined || resourceVersion === 0);

const startOf = async ({ options, input }: Watch): Promise<number> =>
  options.resourceVersion === undefined || options.resourceVersion === 0
    ? input.server.storage.currentResourceVersion()
    : options.resourceVersion;

/** Sends the present state as ADDED events, and where it was asked for the bookmark that ends them (KEP-3157). */
const sendInitialEvents = async (watch: Watch): Promise<number> => {
  const { input, options, selection, sink, encode } = watch;
  await untilVersion(input.server.storage, options.resourceVersion ?? 0);
  const { resourceVersion, items } = await input.server.storage.list(
    prefixOf(input),
    undefined,
    options.resourceVersion,
  );
  for (const item of items) {
    if (selection.includes(item)) sink.write(encode('ADDED', item));
  }
  if (options.sendInitialEvents === true && options.allowBookmarks) {
    sink.write(encode('BOOKMARK', bookmark(input.kind, resourceVersion, true)));
  }
  return resourceVersion;
};

/** A bookmark tells what was sent: the storage may know of later changes whose events are still on their way. */
const startBookmarks = (watch: Watch): void => {
  const { input, sink, encode, options } = watch;
  const send = (): void => {
    if (watch.sentUpTo > watch.ahead || watch.ahead === 0) {
      sink.write(encode('BOOKMARK', bookmark(input.kind, watch.sentUpTo)));
    }
  };
  const timer = setInterval(send, bookmarkMilliseconds);
  sink.onClose(() => clearInterval(timer));
  const untilLast = (options.timeoutSeconds ?? 0) * 1000 - lastBookmarkMilliseconds;
  if (untilLast <= 0 || untilLast > longestTimer) return;
  const last = setTimeout(send, untilLast);
  sink.onClose(() => clearTimeout(last));
};
