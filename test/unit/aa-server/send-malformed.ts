import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { Agent, request as startRequest } from 'node:https';
import type { Certificates } from './certificates.ts';
import type { MalformedRequest } from './malformed-requests.ts';
import { tlsOptions } from './use-server.ts';

/** What came back; undefined where the client's own HTTP library did not send the request at all. */
export type MalformedAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** Sends such requests, each user over connections that are kept. */
export type MalformedClient = {
  readonly send: (request: MalformedRequest) => Promise<MalformedAnswer>;
  readonly close: () => void;
};

/** A client of the server at a port. */
export const createMalformedClient = (certificates: Certificates, port: () => number): MalformedClient => {
  const agents = new Map<string, Agent>();
  const sessions = new Map<string, ClientHttp2Session>();
  const agentOf = (as: string): Agent => {
    const agent = agents.get(as) ?? new Agent({ keepAlive: true, ...tlsOptions(certificates, as) });
    agents.set(as, agent);
    return agent;
  };
  const sessionOf = (as: string): ClientHttp2Session => {
    const known = sessions.get(as);
    if (known !== undefined && !known.closed && !known.destroyed) return known;
    const session = connectHttp2(`https://127.0.0.1:${port()}`, tlsOptions(certificates, as));
    session.on('error', () => session.destroy());
    sessions.set(as, session);
    return session;
  };
  return {
    send: (request) =>
      request.protocol === 'HTTP/2'
        ? overHttp2(sessionOf(request.as), request)
        : overHttp1(port(), agentOf(request.as), request),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
      for (const session of sessions.values()) session.destroy();
    },
  };
};

/** A path as it may stand in a request line: what cannot is escaped byte by byte, all else stays as odd as it is. */
const targetOf = ({ path, query }: MalformedRequest): string => {
  const pairs = query.map(([key, value]) => `${key}=${value}`);
  const whole = `/${path.replace(/^\//u, '')}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
  const bytes = [...Buffer.from(whole)];
  return bytes
    .map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16)}`))
    .join('');
};

const overHttp1 = (port: number, agent: Agent, request: MalformedRequest): Promise<MalformedAnswer> =>
  new Promise((resolve, reject) => {
    const { method, body } = request;
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const headers = { ...request.headers, ...length };
    const sent = startRequest(
      { host: '127.0.0.1', port, path: targetOf(request), method, headers, agent },
      (reply) => {
        const { statusCode: status = 0 } = reply;
        const chunks: Buffer[] = [];
        const finish = () => resolve({ status, headers: reply.headers, body: Buffer.concat(chunks) });
        reply
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', finish)
          .on('error', reject);
        if (isWatch(status, request)) {
          finish();
          reply.destroy();
        }
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const overHttp2 = (session: ClientHttp2Session, request: MalformedRequest): Promise<MalformedAnswer> =>
  new Promise((resolve, reject) => {
    const { method, body } = request;
    const headers = { ...request.headers, ':method': method, ':path': targetOf(request) };
    const stream = session.request(headers, { endStream: body === undefined });
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
    stream.on('response', (replied) => {
      const status = Number(replied[':status']);
      const finish = () => resolve({ status, headers: replied, body: Buffer.concat(chunks) });
      stream.on('end', finish);
      if (isWatch(status, request)) {
        finish();
        stream.destroy();
      }
    });
    if (body !== undefined) stream.end(body);
  });

/** A stream that goes on by itself: its head is enough. */
const isWatch = (status: number, { query, method }: MalformedRequest): boolean =>
  status === 200 && method === 'GET' && query.some(([key]) => key === 'watch' || key === 'follow');
