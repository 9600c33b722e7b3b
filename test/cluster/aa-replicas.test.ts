import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { type Ask, open, readAnswer } from '../conformance/exchange.ts';
import { BASE, FIXTURE } from '../conformance/fixture.ts';
import type { Instance, LaunchOptions } from '../conformance/means.ts';
import { runChecks } from '../conformance/run-checks.ts';
import type { RunningSubject } from '../conformance/servers/direct-subject.ts';
import { goEtcd } from '../conformance/servers/go-etcd.ts';
import type { ServerKind } from '../conformance/servers/server-kind.ts';
import { typescriptEtcd } from '../conformance/servers/typescript-etcd.ts';
import { unexpectedResults } from '../conformance/servers/unexpected.ts';
import { startWholeSubject } from '../conformance/servers/whole-subject.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { type Etcd, startEtcd } from '../controlplane/start-etcd.ts';
import { HAS_GO } from './go-command.ts';

const WIDGETS = `${BASE}/namespaces/default/${FIXTURE.plural}`;
/** How often each of ten writers counts up. */
const ROUNDS = 300;

/** What the Go server is asked here: the rest stands in the etcd of its process too. */
const OF_STORAGE = CHECKS.filter(({ id }) => (id >= 30 && id <= 69) || [110, 112, 118].includes(id));

/** Each keeps what it was told of in memory; one of k8s.io/apiserver that starts knows of nothing before. */
const KINDS = [
  { kindOf: typescriptEtcd, checks: CHECKS, isOfLibrary: false },
  ...(HAS_GO ? [{ kindOf: goEtcd, checks: OF_STORAGE, isOfLibrary: true }] : []),
].map((each) => ({ ...each, title: each.kindOf([]).title }));

describeControlPlanes(
  'replicas of a server on the etcd',
  ({ dir: binaries }) => {
    describe.each(KINDS)('of $title', ({ kindOf, checks, isOfLibrary }) => {
      const directory = mkdtempSync(join(tmpdir(), 'kx-replicas-'));
      let etcd: Etcd;
      let kind: ServerKind;
      let subject: RunningSubject;

      const launch = (options?: LaunchOptions): Promise<Instance> => {
        const start = subject.means?.launch;
        if (start === undefined) throw new Error('the subject starts no servers');
        return start(options);
      };
      const ask = async ({ endpoint }: Instance, request: Ask) => readAnswer(await open(endpoint, request));
      const widget = (name: string, size = 1, metadata = {}) => ({
        apiVersion: `${FIXTURE.group}/${FIXTURE.version}`,
        kind: FIXTURE.kind,
        metadata: { name, ...metadata },
        spec: { size },
      });

      beforeAll(async () => {
        etcd = await startEtcd({ binaries });
        kind = kindOf(etcd.servers);
        subject = await startWholeSubject(kind, directory);
      });
      afterAll(async () => {
        await subject?.stop();
        await etcd?.stop();
        rmSync(directory, { recursive: true });
      });

      it('pass the checks of extension API servers', { timeout: 300_000 }, async () => {
        expect(unexpectedResults(await runChecks(checks, subject), kind)).toEqual([]);
      });

      it('lose no acknowledged increment of 10 writers when one is killed', {
        timeout: 240_000,
      }, async () => {
        const a = await launch();
        const b = await launch({ like: a });
        for (let object = 0; object < 5; object += 1) {
          await ask(a, { path: WIDGETS, body: widget(`w${object}`, 0) });
        }
        let acknowledged = 0;
        let unknown = 0;
        let isKilled = false;
        const increment = async (instance: Instance, path: string): Promise<void> => {
          const read = await ask(instance, { path });
          const body = Object(read.json);
          body.spec.replicas = (body.spec.replicas ?? 1) + 1;
          const { status, text } = await ask(instance, { method: 'PUT', path, body });
          if (status === 409) return increment(instance, path);
          if (status !== 200) throw new Error(text);
          acknowledged += 1;
        };
        const writer = async (_: unknown, index: number): Promise<void> => {
          for (let count = 0; count < ROUNDS; count += 1) {
            const instance = index % 2 === 0 && !isKilled ? a : b;
            await increment(instance, `${WIDGETS}/w${index % 5}`).catch((cause: unknown) => {
              if (instance === b) throw cause;
              unknown += 1;
            });
          }
        };
        const writers = Promise.all(Array.from({ length: 10 }, writer));
        await expect.poll(() => acknowledged, { timeout: 60_000 }).toBeGreaterThan(1000);
        a.signal('SIGKILL');
        isKilled = true;
        await writers;
        const { items } = Object((await ask(b, { path: WIDGETS })).json);
        const sum = items.reduce(
          (total: number, { spec }: { spec: { replicas: number } }) => total + spec.replicas - 1,
          0,
        );
        expect(acknowledged + unknown).toBe(10 * ROUNDS);
        expect(unknown).toBeLessThanOrEqual(5);
        expect(sum).toBeGreaterThanOrEqual(acknowledged);
        expect(sum).toBeLessThanOrEqual(acknowledged + unknown);
      });

      // The library answers when the time of the request is up, or cuts it off then.
      if (isOfLibrary) return;
      it('say so in time when etcd does not answer, and serve what they know to who takes that', async () => {
        const a = await launch();
        const created = await ask(a, { path: WIDGETS, body: widget('w1') });
        await ask(a, { path: `${WIDGETS}/w1` });
        etcd.signal(0, 'SIGSTOP');
        try {
          const outcomes = await Promise.all([
            ask(a, { path: `${WIDGETS}/w1` }),
            ask(a, { path: WIDGETS }),
            ask(a, { path: WIDGETS, body: widget('w2') }),
            ask(a, { path: `${WIDGETS}/w1`, method: 'DELETE' }),
          ]);
          for (const { status, json } of outcomes) {
            expect(status).toBe(504);
            expect(json).toMatchObject({
              kind: 'Status',
              reason: 'Timeout',
              message: expect.stringMatching(
                /^Timeout: request did not complete within requested timeout - etcd/,
              ),
            });
          }
          const known = await ask(a, { path: `${WIDGETS}?resourceVersion=0` });
          expect(Object(known.json).items).toEqual([created.json]);
          expect((await ask(a, { path: '/readyz' })).status).toBe(500);
          expect((await ask(a, { path: '/livez' })).status).toBe(200);
        } finally {
          etcd.signal(0, 'SIGCONT');
        }
        await expect
          .poll(async () => (await ask(a, { path: '/readyz' })).status, { timeout: 20_000 })
          .toBe(200);
      });
    });
  },
  { oneIsEnough: true },
);
