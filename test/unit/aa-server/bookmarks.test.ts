import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchObjects } from '../../../templates/aa/typescript/src/server/handlers/resource/watch.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import type { Storage } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { contextOver } from './test-context.ts';
import { widget, widgetKind } from './widget-kinds.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Begins a watch that allows bookmarks, over a storage, and gives what it has sent so far. */
async function watchOver(storage: Storage) {
  const sent: { type: string; object: { metadata: { name?: string; resourceVersion: string } } }[] = [];
  const closing: (() => void)[] = [];
  const query = new URLSearchParams('watch=1&allowWatchBookmarks=true&timeoutSeconds=300');
  const reply = await watchObjects({
    request: {
      method: 'GET',
      target: '',
      path: '',
      query,
      header: () => undefined,
      headers: [],
      isUpgradable: false,
      remoteAddress: '',
      certificate: undefined,
      certificateChainValid: false,
      body: async () => new Uint8Array(),
    },
    user: { name: 'a', uid: '', groups: [], extra: {}, source: 'certificate' },
    server: contextOver(storage),
    kind: widgetKind,
    warn: () => {},
    annotate: () => {},
    info: {
      isResource: true,
      verb: 'watch',
      group: widgetKind.group,
      version: widgetKind.version,
      namespace: 'default',
      resource: 'widgets',
      subresource: '',
      name: '',
      rest: [],
    },
  });
  if (!('stream' in reply)) throw new Error('a watch is a stream');
  reply.stream({
    write: (line) => sent.push(JSON.parse(line)),
    end: () => {
      for (const callback of closing) callback();
    },
    abort: () => {},
    onClose: (callback) => closing.push(callback),
    buffered: () => 0,
    drained: async () => {},
  });
  await vi.advanceTimersByTimeAsync(0);
  return {
    events: () =>
      sent.map(
        ({ type, object }) => `${type} ${object.metadata.name ?? ''}@${object.metadata.resourceVersion}`,
      ),
  };
}

const create = (storage: Storage, namespace: string, name: string) =>
  storage.create(`/demo.kx.dev/widgets/${namespace}/${name}`, widget(name));

it('say what was sent, every 50 seconds and two before the watch ends', async () => {
  const storage = createMemoryStorage(10);
  await create(storage, 'default', 'a');
  const watch = await watchOver(storage);
  await vi.advanceTimersByTimeAsync(50_000);
  await create(storage, 'default', 'b');
  await vi.advanceTimersByTimeAsync(50_000);
  expect(watch.events()).toEqual(['ADDED a@11', 'BOOKMARK @11', 'ADDED b@12', 'BOOKMARK @12']);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(watch.events()).toHaveLength(8);
});

it('do not run ahead of events that a storage has still to send', async () => {
  const memory = createMemoryStorage(10);
  const slow: Storage = {
    ...memory,
    watch: (request) =>
      memory.watch({ ...request, onEvent: (event) => setTimeout(() => request.onEvent(event), 20_000) }),
  };
  const watch = await watchOver(slow);
  await vi.advanceTimersByTimeAsync(40_000);
  await create(memory, 'default', 'a');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watch.events()).toEqual(['BOOKMARK @10', 'ADDED a@11', 'BOOKMARK @11']);
});

it('wait for the present state, and for a storage that answers at all', async () => {
  const memory = createMemoryStorage(10);
  await create(memory, 'default', 'a');
  let asked = 0;
  const slow: Storage = {
    ...memory,
    list: (prefix) => new Promise((resolve) => setTimeout(() => resolve(memory.list(prefix)), 70_000)),
    currentResourceVersion: async () => {
      asked += 1;
      if (asked > 1) throw new Error('the storage is gone');
      return memory.currentResourceVersion();
    },
  };
  const watch = await watchOver(slow);
  await vi.advanceTimersByTimeAsync(130_000);
  expect(watch.events()).toEqual(['ADDED a@11', 'BOOKMARK @11']);
});
