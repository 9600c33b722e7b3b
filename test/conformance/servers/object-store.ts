import type { ServerResponse } from 'node:http';

/** An object with a name. */
type Named = {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
};

/** Collections by path, read as every client of Kubernetes reads them: get, list and watch. */
export type ObjectStore = {
  /** Creates an object, or puts it in the place of what has its name. */
  readonly put: (collection: string, object: Named) => void;
  readonly remove: (collection: string, name: string) => void;
  readonly get: (collection: string, name: string) => unknown;
  readonly answer: (url: URL, response: ServerResponse) => void;
};

type Event = { readonly version: number; readonly type: string; readonly object: Named };
type Collection = { readonly objects: Map<string, Named>; readonly events: Event[] };
type Watcher = { readonly collection: string; readonly send: (event: Event) => void };

/** @returns a store without objects; a collection that nobody put anything in is an empty list */
export function openObjectStore(): ObjectStore {
  const collections = new Map<string, Collection>();
  const watchers = new Set<Watcher>();
  let version = 1;
  const collectionOf = (path: string): Collection => {
    const known = collections.get(path) ?? { objects: new Map(), events: [] };
    collections.set(path, known);
    return known;
  };
  const record = (path: string, type: string, bare: Named): Named => {
    version += 1;
    const object = { ...bare, metadata: { ...bare.metadata, resourceVersion: String(version) } };
    const event = { version, type, object };
    collectionOf(path).events.push(event);
    for (const { collection, send } of watchers) if (collection === path) send(event);
    return object;
  };
  const watch = (path: string, { searchParams }: URL, response: ServerResponse): void => {
    const name = nameIn(searchParams);
    const send = ({ type, object }: Event) => {
      if (name === undefined || object.metadata.name === name)
        response.write(`${JSON.stringify({ type, object })}\n`);
    };
    response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
    const after = Number(searchParams.get('resourceVersion') ?? 0);
    for (const event of collectionOf(path).events) if (event.version > after) send(event);
    const watcher = { collection: path, send };
    watchers.add(watcher);
    response.on('close', () => watchers.delete(watcher));
  };
  const list = (path: string, { searchParams }: URL, response: ServerResponse): void => {
    const name = nameIn(searchParams);
    // What is asked for discovery has other paths below it: that makes no collection of it.
    const items = [...(collections.get(path)?.objects.values() ?? [])].filter(
      ({ metadata }) => name === undefined || metadata.name === name,
    );
    send(response, 200, { metadata: { resourceVersion: String(version) }, items });
  };
  return {
    put: (path, object) => {
      const { objects } = collectionOf(path);
      const type = objects.has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
      objects.set(object.metadata.name, record(path, type, object));
    },
    remove: (path, name) => {
      const { objects } = collectionOf(path);
      const object = objects.get(name);
      if (object === undefined) return;
      objects.delete(name);
      record(path, 'DELETED', object);
    },
    get: (path, name) => collections.get(path)?.objects.get(name),
    answer: (url, response) => {
      const path = url.pathname;
      if (url.searchParams.get('sendInitialEvents') === 'true') return send(response, 422, INVALID);
      if (/^(true|1)$/.test(url.searchParams.get('watch') ?? '')) return watch(path, url, response);
      const [, parent = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
      if (!collections.has(path) && collections.has(parent)) {
        const object = collections.get(parent)?.objects.get(name);
        return object === undefined ? send(response, 404, notFound(name)) : send(response, 200, object);
      }
      list(path, url, response);
    },
  };
}

const nameIn = (query: URLSearchParams): string | undefined =>
  /^metadata\.name=(.*)$/.exec(query.get('fieldSelector') ?? '')?.[1];

/** What a client that would rather have its list as a watch falls back for. */
const INVALID = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Invalid', code: 422 };

const notFound = (name: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'NotFound',
  message: `"${name}" not found`,
  code: 404,
});

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
