import { Agent } from 'node:https';
import { expect, it } from 'vitest';
import { openWebSocket } from '../../conformance/web-socket.ts';
import { streamingKind } from './streaming-kind.ts';
import { tlsOptions, useServerOf } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServerOf([streamingKind]);

it('a server that stops ends logs, closes consoles and watches with 1001, and is gone', async () => {
  const path = widgetsIn('default');
  await server.call(path, { body: widget('w1') });
  const open = (target: string) =>
    openWebSocket({
      host: '127.0.0.1',
      port: server.port(),
      path: target,
      agent: new Agent(tlsOptions(server.certificates, 'admin')),
    });
  const { client: talk } = await open(`${path}/w1/console`);
  const { client: watch } = await open(`${path}?watch=1`);
  const log = await server.open(`${path}/w1/log?follow=true&tailLines=1`);
  talk?.send('hello');
  expect(await talk?.nextText()).toBe('hello\n');
  const stopped = server.stop();
  expect(await talk?.closed()).toBe(1001);
  expect(await watch?.closed()).toBe(1001);
  expect(await log.setEncoding('utf8').toArray()).toEqual(['3 w1\n']);
  await stopped;
});
