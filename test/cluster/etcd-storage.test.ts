import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CompactedError } from '../../templates/aa/typescript/src/server/storage/compacted-error.ts';
import { takeTurn } from '../../templates/aa/typescript/src/server/storage/etcd/compactor.ts';
import type { Storage, StorageEvent } from '../../templates/aa/typescript/src/server/storage/storage.ts';
import { StorageUnavailableError } from '../../templates/aa/typescript/src/server/storage/storage-unavailable-error.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { createPki, type KeyPairFiles } from '../controlplane/pki.ts';
import { type Etcd, type EtcdOptions, startEtcd } from '../controlplane/start-etcd.ts';
import { describeStorage } from '../unit/aa-server/describe-storage.ts';
import { objectOf, sizeOf, stored } from '../unit/aa-server/storage-suite.ts';
import { newPrefix, openReplica } from './etcd-storage.ts';
import { openGate } from './gate.ts';

describeControlPlanes(
  'objects in the etcd',
  ({ dir: binaries }) => {
    const useEtcd = (options: Partial<EtcdOptions> = {}) => {
      let started: Etcd | undefined;
      beforeAll(async () => {
        started = await startEtcd({ binaries, ...options });
      });
      afterAll(() => started?.stop());
      return (): Etcd => {
        if (started === undefined) throw new Error('etcd is there in tests alone');
        return started;
      };
    };

    describe('of one member', () => {
      const etcd = useEtcd();
      let compact = async (_revision: number) => {};

      describeStorage({
        name: 'etcd',
        open: async (capacity = 10_000) => {
          const { storage, client } = await openReplica({ servers: etcd().servers, capacity });
          compact = client.compact;
          return storage;
        },
        forget: (resourceVersion) => compact(resourceVersion),
      });

      const openTwo = async (capacity?: number) => {
        const common = { servers: etcd().servers, prefix: newPrefix(), ...(capacity && { capacity }) };
        return { common, a: await openReplica(common), b: await openReplica(common) };
      };

      it('are the same for every replica at once, in order, each change once', async () => {
        const { a, b } = await openTwo();
        const start = await a.storage.currentResourceVersion();
        const seen: number[] = [];
        await b.storage.watch({
          prefix: '/g/',
          after: start,
          onEvent: ({ current }) => seen.push(current.resourceVersion),
        });
        const written: number[] = [];
        for (let count = 0; count < 50; count += 1) {
          const item = await stored(a.storage.create(`/g/o${count}`, objectOf(`o${count}`, count)));
          written.push(item.resourceVersion);
          expect(await b.storage.get(item.key)).toEqual(item);
        }
        expect(seen).toEqual(written);
        expect((await b.storage.list('/g/')).items).toHaveLength(50);
      });

      it('go on where they were for a replica that comes later', async () => {
        const { common, a } = await openTwo();
        const start = await a.storage.currentResourceVersion();
        const item = await stored(a.storage.create('/g/a', objectOf('a')));
        await stored(a.storage.replace(item, objectOf('a', 1)));
        const { storage } = await openReplica(common);
        const seen: string[] = [];
        await storage.watch({ prefix: '/g/', after: start, onEvent: ({ type }) => seen.push(type) });
        expect(seen).toEqual(['ADDED', 'MODIFIED']);
        expect((await storage.list('/g/', item.resourceVersion)).items).toEqual([item]);
      });

      it('are read in pages of a state that this replica has never seen', async () => {
        const { common, a } = await openTwo();
        const item = await stored(a.storage.create('/g/a', objectOf('a')));
        for (let count = 0; count < 5; count += 1) await a.storage.create(`/h/${count}`, objectOf('x'));
        const { storage } = await openReplica({ ...common, capacity: 2 });
        expect((await storage.list('/g/', item.resourceVersion)).items).toEqual([item]);
        await expect(
          storage.watch({ prefix: '/g/', after: item.resourceVersion, onEvent: () => {} }),
        ).rejects.toThrow(CompactedError);
      });

      it('lie under their group and plural as JSON, beside what others keep there', async () => {
        const { common, a, b } = await openTwo();
        await a.storage.create('/g/as/default/x', objectOf('x', 3));
        const key = (name: string) => Buffer.from(`${common.prefix}${name}`);
        const { kvs } = await a.client.range({ key: key('/g/as/default/x') });
        expect(JSON.parse(String(kvs[0]?.value))).toEqual(objectOf('x', 3));
        for (const [name, value] of [
          ['/g2/as/x', '{}'],
          ['/g/as/default/broken', 'k8s'],
        ] as const) {
          const put = { requestPut: { key: key(name), value: Buffer.from(value) } };
          await a.client.txn({ compare: [], success: [put], failure: [] });
        }
        expect((await b.storage.list('/g')).items.map((each) => each.key)).toEqual(['/g/as/default/x']);
        expect(b.log.join()).toContain('/g/as/default/broken');
      });

      it('are compacted by one replica of several, to where the store was an interval ago', async () => {
        const { a, b } = await openTwo();
        const first = await takeTurn(a.client, { time: 0, revision: 0 });
        expect(await takeTurn(b.client, { time: 0, revision: 0 })).toMatchObject({ time: first.time });
        await a.storage.create('/g/a', objectOf('a'));
        const second = await takeTurn(a.client, first);
        expect(second.revision).toBeGreaterThan(first.revision);
        await expect(b.client.range({ key: Buffer.from('/'), revision: first.revision - 1 })).rejects.toThrow(
          'compacted',
        );
        await b.client.range({ key: Buffer.from('/'), revision: first.revision });
        // The other one lost its turn, and learns of the count.
        expect(await takeTurn(b.client, first)).toMatchObject({ time: second.time });
      });

      it('survive kill -9 of etcd under 10 writers: what was acknowledged is there', async () => {
        const { a, b } = await openTwo();
        for (let writer = 0; writer < 10; writer += 1) await a.storage.create(`/g/${writer}`, objectOf('w'));
        let acknowledged = 0;
        let unknown = 0;
        const increment = async (storage: Storage, key: string): Promise<void> => {
          const item = await storage.get(key);
          if (item === undefined) throw new Error('the object is gone');
          const written = await storage.replace(item, objectOf('w', sizeOf(item) + 1));
          if (written === undefined) return increment(storage, key);
          acknowledged += 1;
        };
        const writer = async (_: unknown, index: number) => {
          for (let count = 0; count < 300; count += 1) {
            await increment((index % 2 === 0 ? a : b).storage, `/g/${index % 5}`).catch((cause: unknown) => {
              if (!(cause instanceof StorageUnavailableError)) throw cause;
              unknown += 1;
            });
          }
        };
        const writers = Promise.all(Array.from({ length: 10 }, writer));
        await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(500);
        etcd().signal(0, 'SIGKILL');
        etcd().restart(0);
        await etcd().ready();
        await writers;
        const sum = (await b.storage.list('/g/')).items.reduce((total, item) => total + sizeOf(item), 0);
        expect(acknowledged + unknown).toBe(3000);
        expect(sum).toBeGreaterThanOrEqual(acknowledged);
        expect(sum).toBeLessThanOrEqual(acknowledged + unknown);
      });

      it('are read anew by a replica that etcd has left behind, and its watches end', async () => {
        const [server = ''] = etcd().servers;
        const gate = await openGate(Number(new URL(server).port));
        onTestFinished(gate.close);
        const prefix = newPrefix();
        const a = await openReplica({ servers: [server], prefix });
        const b = await openReplica({ servers: [`http://127.0.0.1:${gate.port}`], prefix });
        const item = await stored(a.storage.create('/g/a', objectOf('a')));
        await b.storage.get('/g/a');
        const onLost = vi.fn();
        await b.storage.watch({ prefix: '/g/', after: item.resourceVersion, onEvent: () => {}, onLost });
        gate.shut();
        const changed = await stored(a.storage.replace(item, objectOf('a', 1)));
        const last = await stored(a.storage.create('/h/a', objectOf('a')));
        await a.client.compact(last.resourceVersion);
        gate.open();
        await expect.poll(() => onLost.mock.calls.length, { timeout: 20_000 }).toBe(1);
        expect(await b.storage.get('/g/a')).toEqual(changed);
        expect(b.log.join()).toContain('etcd has forgotten what came next');
      });
    });

    describe('of three members, over TLS', () => {
      const directory = mkdtempSync(join(tmpdir(), 'kx-etcd-pki-'));
      let etcd: Etcd;
      let stranger: KeyPairFiles;
      let files: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };

      beforeAll(async () => {
        const pki = await createPki(join(directory, 'pki'));
        stranger = pki.frontProxyClient;
        files = { caFile: pki.ca.certFile, certFile: pki.admin.certFile, keyFile: pki.admin.keyFile };
        const tls = { ...pki.server, clientCaFile: pki.ca.certFile };
        etcd = await startEtcd({ binaries, members: 3, tls });
      });
      afterAll(async () => {
        await etcd?.stop();
        rmSync(directory, { recursive: true });
      });

      it.each([
        ['killed', 'SIGKILL'],
        ['stopped', 'SIGSTOP'],
      ] as const)('are served on while one is %s', async (_name, signal) => {
        const { storage } = await openReplica({ servers: etcd.servers, ...files });
        const first = await stored(storage.create('/g/a', objectOf('a')));
        etcd.signal(0, signal);
        expect(await storage.get('/g/a')).toEqual(first);
        const second = await stored(storage.replace(first, objectOf('a', 1)));
        expect(await storage.get('/g/a')).toEqual(second);
        if (signal === 'SIGKILL') etcd.restart(0);
        else etcd.signal(0, 'SIGCONT');
        await etcd.ready();
        expect(await storage.get('/g/a')).toEqual(second);
      });

      it('say in time that they cannot be decided without a majority, and may still be read as they were', async () => {
        const { storage } = await openReplica({ servers: etcd.servers, ...files });
        const item = await stored(storage.create('/g/a', objectOf('a')));
        await storage.get('/g/a');
        for (const member of [1, 2]) etcd.signal(member, 'SIGSTOP');
        // A member answers for a moment after it was told to stop.
        await expect
          .poll(() => storage.get('/g/a').catch((cause) => cause))
          .toBeInstanceOf(StorageUnavailableError);
        await expect(storage.create('/g/b', objectOf('b'))).rejects.toThrow(StorageUnavailableError);
        expect(await storage.get('/g/a', 0)).toEqual(item);
        for (const member of [1, 2]) etcd.signal(member, 'SIGCONT');
        await etcd.ready();
        await expect.poll(() => storage.get('/g/a').catch(String), { timeout: 20_000 }).toEqual(item);
      });

      it('are had with the certificate that is in the files, as long as it is one', async () => {
        const [certFile, keyFile] = [join(directory, 'tls.crt'), join(directory, 'tls.key')];
        const put = (
          pair: { readonly certFile: string; readonly keyFile: string },
          ...parts: readonly string[]
        ) => {
          if (parts.includes('cert')) copyFileSync(pair.certFile, certFile);
          if (parts.includes('key')) copyFileSync(pair.keyFile, keyFile);
        };
        put(files, 'cert', 'key');
        const { storage, log } = await openReplica({
          servers: etcd.servers,
          caFile: files.caFile,
          certFile,
          keyFile,
        });
        const seen: number[] = [];
        const onEvent = ({ current }: StorageEvent) => seen.push(sizeOf(current));
        const after = await storage.currentResourceVersion();
        await storage.watch({ prefix: '/g/', after, onEvent });
        const first = await stored(storage.create('/g/a', objectOf('a', 1)));
        // Half of a pair is none.
        put(stranger, 'cert');
        await expect.poll(() => log.join(), { timeout: 60_000 }).toContain('Keeping the certificates');
        expect(await storage.get('/g/a')).toEqual(first);
        put(stranger, 'key');
        const outcome = async () => (await storage.get('/g/a').catch(String)) ?? 'nothing';
        await expect.poll(outcome, { timeout: 60_000 }).toMatch(/Error/);
        put(files, 'cert', 'key');
        await expect.poll(outcome, { timeout: 60_000 }).toEqual(first);
        await stored(storage.replace(first, objectOf('a', 2)));
        await expect.poll(() => seen, { timeout: 60_000 }).toEqual([1, 2]);
      });

      it('are not shown to who has no certificate', async () => {
        const opening = openReplica({ servers: etcd.servers, caFile: files.caFile });
        await expect(opening).rejects.toThrow(StorageUnavailableError);
      });
    });
  },
  { oneIsEnough: true },
);
