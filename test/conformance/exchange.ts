import type { IncomingMessage } from 'node:http';
import { type Agent, type RequestOptions, request as startRequest } from 'node:https';
import { createInterface } from 'node:readline';

/** Who asks; each subject knows how these show themselves. `nobody` shows nothing at all. */
type Identity = 'admin' | 'alice' | 'nobody';

/** A request, as a check writes it. */
export type Ask = {
  /** POST where there is a body, else GET. */
  readonly method?: string;
  readonly path: string;
  /** admin unless it says so. */
  readonly as?: Identity;
  readonly accept?: string;
  /** `undefined` leaves out a header that the identity has. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  /** Content-Type of the body. */
  readonly type?: string;
};

/** A whole answer. */
export type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly bytes: Buffer;
  /** The body parsed; undefined where it is no JSON. */
  readonly json: unknown;
};

/** Where to send requests, and how an identity shows itself there. */
export type Endpoint = {
  /** `https://127.0.0.1:8443` */
  readonly url: string;
  readonly agents: Readonly<Record<Identity, Agent>>;
  readonly headers: Readonly<Record<Identity, Readonly<Record<string, string>>>>;
};

/** Sends a request and gives its answer once the head is there. @throws the error of node:https */
export function open(endpoint: Endpoint, ask: Ask): Promise<IncomingMessage> {
  const { accept } = ask;
  const body = bodyOf(ask.body);
  const { headers, ...target } = connectionOf(endpoint, ask);
  const sent = {
    ...(accept === undefined ? {} : { Accept: accept }),
    ...(body === undefined
      ? {}
      : { 'Content-Type': ask.type ?? 'application/json', 'Content-Length': String(body.length) }),
    ...headers,
  };
  const method = ask.method ?? (body === undefined ? 'GET' : 'POST');
  return new Promise((resolve, reject) => {
    startRequest({ ...target, method, headers: sent }, resolve)
      .on('error', reject)
      .end(body);
  });
}

/** @returns where a request goes and how whoever asks shows itself */
export function connectionOf(
  { url, agents, headers: identities }: Endpoint,
  { path, as = 'admin', headers }: Pick<Ask, 'path' | 'as' | 'headers'>,
): RequestOptions & { readonly headers: Record<string, string | string[]> } {
  const { hostname: host, port } = new URL(url);
  return { host, port, path, agent: agents[as], headers: present({ ...identities[as], ...headers }) };
}

/** Reads the rest of an answer. */
export async function readAnswer(message: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8');
  return { status: message.statusCode ?? 0, headers: message.headers, text, bytes, json: jsonOf(text) };
}

/** An event of a watch. */
export type WatchEvent = { readonly type: string; readonly object: unknown };

/** An open watch; `next` gives undefined once the server has ended it. */
export type Watch = {
  readonly headers: IncomingMessage['headers'];
  readonly next: () => Promise<WatchEvent | undefined>;
  readonly close: () => void;
};

/** Reads an answer as a watch, one event a line. */
export function readWatch(message: IncomingMessage): Watch {
  const lines = createInterface({ input: message })[Symbol.asyncIterator]();
  return {
    headers: message.headers,
    next: async () => {
      const { value, done } = await lines.next();
      return done === true ? undefined : JSON.parse(value);
    },
    close: () => message.destroy(),
  };
}

function present(headers: NonNullable<Ask['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : [...value]]],
    ),
  );
}

function bodyOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
