import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Made } from '../support/defect-certificate.ts';

/** What a path answers: a body, a status, or whatever a function does. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, group: string) => void;

export type RunningServer = { readonly port: number; readonly close: () => void };

/** Starts an extension API server on a free port of 127.0.0.1; without a certificate it speaks plain HTTP. */
export async function startExtensionServer(
  group: string,
  certificate: Made | undefined,
  behaviour: Behaviour,
): Promise<RunningServer> {
  const answer = (request: IncomingMessage, response: ServerResponse) => behaviour(request, response, group);
  const server =
    certificate === undefined
      ? createHttpServer(answer)
      : createServer({ cert: certificate.pem, key: certificate.keyPem }, answer);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, close };
}

/** @returns a port of this machine at which nothing listens */
export async function closedPort(): Promise<number> {
  const { port, close } = await startExtensionServer('', undefined, () => {});
  close();
  return port;
}

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const WIDGETS = {
  resource: 'widgets',
  responseKind: { group: '', version: '', kind: 'Widget' },
  scope: 'Namespaced',
  singularResource: 'widget',
  verbs: ['get', 'list'],
};

function send(response: ServerResponse, status: number, type: string, body: string | object): void {
  response.writeHead(status, { 'Content-Type': type });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function list(group: string, versions: readonly string[]): object {
  const items = versions.map((version) => ({ version, freshness: 'Current', resources: [WIDGETS] }));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: items.length === 0 ? [] : [{ metadata: { name: group }, versions: items }],
  };
}

function sendVersion(response: ServerResponse, group: string): void {
  send(response, 200, 'application/json', {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/v1`,
    resources: [
      { name: 'widgets', singularName: 'widget', namespaced: true, kind: 'Widget', verbs: ['get'] },
    ],
  });
}

/** Answers as a server made with k8s.io/apiserver does. */
export const healthy: Behaviour = (request, response, group) => {
  if (request.url?.startsWith('/apis?') || request.url === '/apis')
    send(response, 200, V2, list(group, ['v1']));
  else if (request.url?.startsWith(`/apis/${group}/v1`)) sendVersion(response, group);
  else send(response, 404, 'text/plain', 'not found');
};

/** Knows group versions alone, as servers of before 1.26. */
export const legacyOnly: Behaviour = (request, response, group) => {
  if (request.url?.startsWith(`/apis/${group}/v1`)) sendVersion(response, group);
  else send(response, 404, 'text/plain', 'not found');
};

/** Answers GET /apis/GROUP/v1, but does not list it. */
export const listsNothing: Behaviour = (request, response, group) => {
  if (request.url?.startsWith(`/apis/${group}/v1`)) sendVersion(response, group);
  else send(response, 200, V2, list(group, []));
};

/** Has another version than the one that is registered. */
export const otherVersion: Behaviour = (request, response, group) => {
  if (request.url?.startsWith('/apis?') || request.url === '/apis')
    send(response, 200, V2, list(group, ['v2']));
  else send(response, 404, 'text/plain', 'not found');
};

/** Lists its version without a resource, as servers of metrics do before there are metrics. */
export const empty: Behaviour = (request, response, group) => {
  const items = [
    { metadata: { name: group }, versions: [{ version: 'v1', freshness: 'Current', resources: [] }] },
  ];
  const isRoot = request.url?.startsWith('/apis?') || request.url === '/apis';
  const lists = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  const version = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/v1`, resources: [] };
  send(response, 200, isRoot ? V2 : 'application/json', isRoot ? lists : version);
};

/** Answers GET /apis/GROUP/v1, but its list of groups is malformed. */
export const badList: Behaviour = (request, response, group) => {
  const body = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [{ versions: 3 }],
  };
  if (request.url?.startsWith(`/apis/${group}/v1`)) sendVersion(response, group);
  else send(response, 200, V2, body);
};

export const mute: Behaviour = () => {};

/** Answers, but takes its time; less than the five seconds that the aggregator waits. */
export const slow: Behaviour = (request, response, group) => {
  setTimeout(() => healthy(request, response, group), 2_000);
};

export const html: Behaviour = (_request, response) =>
  send(response, 200, 'text/html', '<!doctype html><title>Welcome</title>');

export const cutOff: Behaviour = (request, response) =>
  send(
    response,
    200,
    request.url?.startsWith('/apis/') ? 'application/json' : V2,
    '{"kind":"APIGroupDiscoveryList","items":[',
  );

export const failing: Behaviour = (_request, response) => send(response, 500, 'text/plain', 'boom');

export const redirecting: Behaviour = (_request, response) => {
  response.writeHead(302, { Location: 'https://example.com/' });
  response.end();
};

export const cutting: Behaviour = (request) => void request.socket.destroy();
