import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request as startRequest } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const usage = `Sends one request to the server, as any client does it.

  node scripts/request.ts GET|POST|PUT|PATCH|DELETE PATH [FILE] [flags]
  node scripts/request.ts WATCH PATH [flags]        prints an event a line, until Ctrl-C

  --server URL        (default: https://localhost:8443)
  --cert FILE         client certificate (default: certs/admin/tls.crt)
  --key FILE          its private key (default: certs/admin/tls.key)
  --ca FILE           who signed the server's certificate (default: certs/ca.crt)
  --server-name NAME  whom that certificate must name (default: the first name in certs/tls.crt)
  --type MEDIATYPE    of the FILE (default: application/json, merge-patch for PATCH)
  --accept MEDIATYPE  (default: application/json)
  --count N           WATCH ends after N events
  --timeout S         gives up after S seconds; WATCH ends then

The exit code is 0 for a reply below 400, 1 for another or none, 2 for a wrong command line.
`;

const project = join(import.meta.dirname, '..');

type Flags = Readonly<Record<string, string | undefined>>;
type Wanted = {
  readonly method: string;
  readonly path: string;
  readonly file: string | undefined;
  readonly flags: Flags;
};

/** Reads the command line; undefined when it is not one that the usage describes. */
const read = (): Wanted | undefined => {
  const names = ['server', 'cert', 'key', 'ca', 'server-name', 'type', 'accept', 'count', 'timeout'];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [method, path, file, ...rest] = positionals;
    if (method === undefined || path === undefined || rest.length > 0) return undefined;
    return { method: method.toUpperCase(), path, file, flags: values };
  } catch {
    return undefined;
  }
};

const target = ({ method, path, flags }: Wanted): URL => {
  const url = new URL(path, flags['server'] ?? 'https://localhost:8443');
  if (method !== 'WATCH') return url;
  url.searchParams.set('watch', 'true');
  if (flags['timeout'] !== undefined) url.searchParams.set('timeoutSeconds', flags['timeout']);
  return url;
};

const bodyHeaders = ({ method, flags }: Wanted): Record<string, string> => ({
  'Content-Type': flags['type'] ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'),
});

const serverName = (flags: Flags): string | undefined =>
  flags['server-name'] ??
  /DNS:([^,\s]+)/.exec(
    new X509Certificate(readFileSync(join(project, 'certs/tls.crt'))).subjectAltName ?? '',
  )?.[1];

const credentials = (flags: Flags) => ({
  ca: readFileSync(flags['ca'] ?? join(project, 'certs/ca.crt')),
  cert: readFileSync(flags['cert'] ?? join(project, 'certs/admin/tls.crt')),
  key: readFileSync(flags['key'] ?? join(project, 'certs/admin/tls.key')),
  servername: serverName(flags),
});

/** Milliseconds until the client gives up; a watch that the server ends in time is none of that. */
const patience = (timeout: string): number => Number(timeout) * 1000 + 2_000;

/** Sends the request and gives its reply once the headers are there. */
const send = (wanted: Wanted): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { flags, file, method } = wanted;
    const body = file === undefined ? undefined : readFileSync(file);
    const headers = {
      Accept: flags['accept'] ?? 'application/json',
      ...(body === undefined ? {} : { ...bodyHeaders(wanted), 'Content-Length': body.length }),
    };
    const request = startRequest(target(wanted), {
      ...credentials(flags),
      agent: false,
      ...(flags['timeout'] === undefined ? {} : { signal: AbortSignal.timeout(patience(flags['timeout'])) }),
      method: method === 'WATCH' ? 'GET' : method,
      headers,
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });

const printBody = async (reply: IncomingMessage): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = (reply.headers['content-type'] ?? '').startsWith('application/json');
  process.stdout.write(isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : `${text.trimEnd()}\n`);
};

/** Prints events until there were `count` of them, or until the server ends the watch; gives how many. */
const printEvents = async (reply: IncomingMessage, count: number): Promise<number> => {
  let printed = 0;
  for await (const line of createInterface({ input: reply })) {
    process.stdout.write(`${line}\n`);
    printed += 1;
    if (printed === count) break;
  }
  reply.destroy();
  return printed;
};

const run = async (wanted: Wanted): Promise<number> => {
  const reply = await send(wanted);
  const status = reply.statusCode ?? 0;
  if (wanted.method === 'WATCH' && status === 200) {
    const count = Number(wanted.flags['count'] ?? 0);
    return (await printEvents(reply, count)) < count ? 1 : 0;
  }
  await printBody(reply);
  return status < 400 ? 0 : 1;
};

try {
  const wanted = read();
  if (wanted === undefined) process.stderr.write(usage);
  process.exitCode = wanted === undefined ? 2 : await run(wanted);
} catch (cause) {
  process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
