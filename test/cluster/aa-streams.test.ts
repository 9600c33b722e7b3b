import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionOf, open, readAnswer } from '../conformance/exchange.ts';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import type { RunningSubject } from '../conformance/servers/direct-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { openWebSocket, type WebSocketClient } from '../conformance/web-socket.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { kubectl } from './kubectl.ts';
import { installedKubectls } from './kubectls.ts';

const WIDGETS = '/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets';
const KUBECTLS = await installedKubectls();

// RBAC is known to all a little later.
const PATIENCE = { timeout: 30_000, interval: 500 };

describeControlPlanes(
  'what a scaffolded server streams',
  ({ version }) => {
    // Requests that are not long-running end after a minute by default.
    const controlPlane = useControlPlane({ version, apiServerFlags: ['--request-timeout=6s'] });
    let subject: RunningSubject | undefined;

    const endpoint = () => {
      if (subject === undefined) throw new Error('the server did not start');
      return subject.endpoint;
    };
    const succeed = async (args: readonly string[], stdin = '') => {
      const { exitCode, stdout, stderr } = await kubectl(controlPlane(), args, { stdin });
      expect(exitCode, `kubectl ${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
      return stdout;
    };
    const create = (name: string) => {
      const widget = { apiVersion: 'demo.kx.dev/v1alpha1', kind: 'Widget', metadata: { name }, spec: {} };
      return succeed(['create', '-f', '-'], JSON.stringify(widget));
    };
    const label = (name: string, text: string) => succeed(['label', 'wd', name, `note=${text}`]);
    const talk = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      openWebSocket(connectionOf(endpoint(), { path, headers }));
    const follow = (path: string): Promise<IncomingMessage> =>
      open(endpoint(), { path: `${path}?follow=true&tailLines=0` });

    beforeAll(async () => {
      const startable = scaffoldServer(TYPESCRIPT_MEMORY, join(controlPlane().dir, 'scaffolded'));
      // The same log under a name that kube-apiserver does not know.
      const file = join(startable.project, 'src/kinds/widget.ts');
      const text = readFileSync(file, 'utf8');
      const changed = text.replace(
        'connect: { log: widgetLog,',
        'connect: { log: widgetLog, logs: widgetLog,',
      );
      expect(changed).not.toBe(text);
      writeFileSync(file, changed);
      subject = await startAggregatedSubject(startable, {
        controlPlane: controlPlane(),
        hasControllers: false,
      });
    });
    afterAll(async () => {
      await subject?.stop();
    });

    it('log, console and watch outlive the time that a request may take, a log of another name does not', async () => {
      await create('w1');
      const { client: talking } = await talk(`${WIDGETS}/w1/console`);
      const { client: watching } = await talk(`${WIDGETS}?watch=true&fieldSelector=metadata.name%3Dw1`);
      const followed = await follow(`${WIDGETS}/w1/log`);
      const lines = createInterface({ input: followed })[Symbol.asyncIterator]();
      const cut = await follow(`${WIDGETS}/w1/logs`);
      expect([followed.statusCode, cut.statusCode]).toEqual([200, 200]);
      expect(await talking?.nextText()).toMatch(/^Widget w1\. Commands: /);
      expect(await watching?.nextText()).toMatch(/^{"type":"ADDED"/);

      await expect(cut.toArray()).rejects.toThrow('aborted');

      await label('w1', 'one');
      expect((await lines.next()).value).toMatch(
        /^MODIFIED by kubectl-label, resourceVersion \d+, generation 1$/,
      );
      expect(await talking?.nextText()).toMatch(/^MODIFIED resourceVersion \d+\n$/);
      expect(await watching?.nextText()).toMatch(/^{"type":"MODIFIED".*"note":"one"/);
      await succeed(['delete', 'wd', 'w1']);
      expect((await lines.next()).value).toMatch(/^DELETED, /);
      expect(await lines.next()).toMatchObject({ done: true });
      expect(await talking?.nextText()).toMatch(/^DELETED /);
      expect(await talking?.closed()).toBe(1000);
      watching?.destroy();
    });

    it.each(KUBECTLS)('kubectl $version follows a log to its end', async ({ program }) => {
      await create('w2');
      const env = { ...process.env, KUBECONFIG: controlPlane().kubeconfig, HOME: controlPlane().dir };
      const child = spawn(program, ['get', '--raw', `${WIDGETS}/w2/log?follow=true`], { env });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const ended = once(child, 'close');
      expect((await lines.next()).value).toBe('Update by kubectl-create');
      await label('w2', 'two');
      expect((await lines.next()).value).toMatch(/^MODIFIED by kubectl-label/);
      await succeed(['delete', 'wd', 'w2']);
      expect((await lines.next()).value).toMatch(/^DELETED/);
      expect((await ended)[0]).toBe(0);
    });

    const as = (name: string) => ({ 'Impersonate-User': name, 'Impersonate-Group': 'system:authenticated' });
    const statusOf = async (path: string, name: string) => {
      const { status } = await readAnswer(await open(endpoint(), { path, headers: as(name) }));
      return status;
    };
    const consoleOf = async (name: string): Promise<WebSocketClient | number | undefined> => {
      const opened = await talk(`${WIDGETS}/w3/console`, as(name));
      return opened.client ?? opened.reply.resume().statusCode;
    };

    it('the roles view and edit say who reads a log and who talks to a console', async () => {
      await create('w3');
      const binding = ['create', 'rolebinding', '-n', 'default'];
      // What kube-controller-manager makes part of view and edit.
      await succeed([...binding, 'vera', '--clusterrole=demo.kx.dev:view', '--user=vera', '--user=edda']);
      await succeed([...binding, 'edda', '--clusterrole=demo.kx.dev:edit', '--user=edda']);
      await succeed([
        'create',
        'role',
        'talker',
        '-n',
        'default',
        '--verb=get',
        '--resource=widgets.demo.kx.dev/console',
      ]);
      await succeed([...binding, 'tom', '--role=talker', '--user=tom']);

      await expect.poll(() => statusOf(`${WIDGETS}/w3/log`, 'vera'), PATIENCE).toBe(200);
      expect(await statusOf(`${WIDGETS}/w3/console`, 'vera')).toBe(403);
      expect(await consoleOf('vera')).toBe(403);
      await expect.poll(() => statusOf(`${WIDGETS}/w3/console`, 'tom'), PATIENCE).toBe(400);
      expect(await statusOf(`${WIDGETS}/w3/log`, 'tom')).toBe(403);
      await expect.poll(() => statusOf(`${WIDGETS}/w3/console`, 'edda'), PATIENCE).toBe(400);

      const [tom, edda] = [await consoleOf('tom'), await consoleOf('edda')];
      if (typeof tom !== 'object' || typeof edda !== 'object') throw new Error(`refused: ${tom} ${edda}`);
      for (const client of [tom, edda]) {
        expect(await client.nextText()).toMatch(/^Widget w3/);
        client.send('get .spec.size');
        expect(await client.nextText()).toBe('1\n');
      }
      tom.send('set .spec.size 4');
      expect(await tom.nextText()).toMatch(
        /^widgets\.demo\.kx\.dev "w3" is forbidden: User "tom" cannot patch/,
      );
      edda.send('set .spec.size 40');
      expect(await edda.nextText()).toMatch(/spec\.size in body should be less than or equal to 10/);
      edda.send('set .spec.size four');
      expect(await edda.nextText()).toMatch(/JSON/);
      edda.send('dance');
      expect(await edda.nextText()).toMatch(/^There is no command dance\. Commands: /);
      edda.send('set .spec.size 4');
      expect([await edda.nextText(), await edda.nextText()].sort()).toEqual([
        expect.stringMatching(/^MODIFIED resourceVersion \d+\n$/),
        expect.stringMatching(/^now resourceVersion \d+\n$/),
      ]);
      expect(await tom.nextText()).toMatch(/^MODIFIED/);
      edda.send('quit');
      expect(await edda.closed()).toBe(1000);
      tom.destroy();
    });
  },
  { oneIsEnough: true },
);
