import type { Log } from '../../log/log.ts';
import type { EtcdClient } from './etcd-client.ts';
import type { WatchedEvent, WatchResponse } from './etcd-messages.ts';
import type { KeySpace } from './key-space.ts';
import type { EtcdWatch } from './open-watch.ts';
import { createRevisionWaiters } from './revision-waiters.ts';

/** A watch that is begun anew whenever it ends, until it is stopped. */
export type FollowedEtcd = {
  /**
   * Waits until everything up to a revision has come; `isComing`: there will be an event of it.
   * @throws StorageUnavailableError where that takes too long
   */
  readonly reach: (revision: number, isComing?: boolean) => Promise<void>;
  readonly stop: () => void;
};

/** Whom to tell what came. */
export type Follower = {
  readonly log: Log;
  /** The revision that the next watch goes on from. */
  readonly reached: () => number;
  readonly onEvents: (events: readonly WatchedEvent[]) => void;
  readonly onProgress: (revision: number) => void;
  /** etcd has forgotten what came next: it is to be read anew, up to a later revision. */
  readonly onForgotten: () => Promise<void>;
};

/**
 * How often etcd is asked how far it is: while a reader waits (k8s.io/apiserver pkg/storage/cacher/progress), and for
 * the bookmarks of quiet watches (etcd's own interval is ten minutes).
 */
const urgentMilliseconds = 100;
const quietMilliseconds = 10_000;

const pauseMilliseconds = 200;

/** Watches the keys of a server, and goes on at another member where one fails. */
export const followEtcd = (
  client: EtcdClient,
  { key, rangeEnd }: KeySpace,
  follower: Follower,
): FollowedEtcd => {
  const { log, reached } = follower;
  const waiters = createRevisionWaiters(reached);
  let watch: EtcdWatch | undefined;
  let isStopped = false;
  let problem: string | undefined;
  const requestProgress = (): void => watch?.requestProgress();

  const take = ({ created, events, header }: WatchResponse): void => {
    if (problem !== undefined && !created) problem = undefined;
    follower.onEvents(events);
    // How far the store is stands in every answer, but only one without events says that they have all come; that to
    // the beginning says nothing yet.
    if (!created && events.length === 0) follower.onProgress(header.revision);
    if (created && waiters.isWaiting()) requestProgress();
    waiters.settle();
  };
  const begin = (): void => {
    const request = { key, rangeEnd, startRevision: reached() + 1, progressNotify: true };
    const begun = client.watch(request, {
      onResponse: (response) => {
        if (!response.canceled) return take(response);
        begun.cancel();
        const isForgotten = response.compactRevision > 0;
        void beginAnew(isForgotten ? forgotten : response.cancelReason, isForgotten);
      },
      onEnd: (reason) => void beginAnew(reason, false),
    });
    watch = begun;
  };
  const beginAnew = async (reason: string, isForgotten: boolean): Promise<void> => {
    if (isStopped) return;
    if (reason !== problem) log.error('The watch of etcd ended', { err: reason });
    problem = reason;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    try {
      if (isForgotten && !isStopped) await follower.onForgotten();
    } catch (cause) {
      return beginAnew(String(cause), isForgotten);
    }
    if (!isStopped) begin();
  };

  const urgent = setInterval(() => waiters.isWaiting() && requestProgress(), urgentMilliseconds).unref();
  const quiet = setInterval(requestProgress, quietMilliseconds).unref();
  begin();
  return {
    reach: (revision, isComing = false) => {
      if (reached() >= revision) return Promise.resolve();
      if (!isComing) requestProgress();
      return waiters.wait(revision);
    },
    stop: () => {
      isStopped = true;
      clearInterval(urgent);
      clearInterval(quiet);
      watch?.cancel();
    },
  };
};

const forgotten = 'etcd has forgotten what came next';
