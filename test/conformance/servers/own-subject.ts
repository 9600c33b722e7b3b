import { readFileSync } from 'node:fs';
import { Agent, type AgentOptions } from 'node:https';
import { type Endpoint, open, readAnswer } from '../exchange.ts';
import type { Subject } from '../run-checks.ts';

/** The flags of the command line. */
export const RUN_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  server: { type: 'string' },
  mode: { type: 'string', default: 'direct' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  token: { type: 'string' },
  'server-name': { type: 'string' },
  'proxy-cert': { type: 'string' },
  'proxy-key': { type: 'string' },
  'kube-apiserver': { type: 'string' },
  check: { type: 'string', multiple: true },
  output: { type: 'string', short: 'o', default: 'table' },
} as const;

export const HELP = `Runs the checks of extension API servers against a server that serves widgets.demo.kx.dev.

  node test/conformance/run.ts --server URL [flags]

  --server URL            the server, or with --mode aggregated the kube-apiserver in front of it
  --mode MODE             direct or aggregated (default: direct)
  --ca FILE               CA of the server's certificate
  --cert FILE --key FILE  certificate of somebody who may do everything
  --token TOKEN           the same, as a bearer token
  --server-name NAME      by which the certificate is checked: SERVICE.NAMESPACE.svc (default: the host of URL)
  --proxy-cert FILE --proxy-key FILE
                          certificate of the front proxy; without it others are impersonated
  --kube-apiserver URL    where namespaces are made, by the same credentials (default with --mode aggregated: the
                          server; else none are made)
  --check N               only this one; may be repeated
  -o, --output FORMAT     table or json (default: table)
`;

/** What the flags say, as \`util.parseArgs\` reads them. */
export type RunFlags = {
  readonly server: string;
  readonly mode?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly token?: string;
  readonly 'server-name'?: string;
  readonly 'proxy-cert'?: string;
  readonly 'proxy-key'?: string;
  readonly 'kube-apiserver'?: string;
};

/** @returns the server of the flags. @throws Error with a sentence for a flag that cannot be used */
export function subjectOf(flags: RunFlags): Subject {
  const { server, mode, 'proxy-cert': proxyCert, 'proxy-key': proxyKey } = flags;
  if (mode !== 'direct' && mode !== 'aggregated')
    throw new Error(`--mode is direct or aggregated, not ${mode}`);
  const namespaces = flags['kube-apiserver'] ?? (mode === 'aggregated' ? server : undefined);
  return {
    endpoint: endpointOf(flags, server),
    mode,
    makeNamespace: async (name) => {
      if (namespaces !== undefined) await makeNamespace(endpointOf(flags, namespaces), name);
    },
    means: {
      patience: true,
      ...(proxyCert !== undefined && proxyKey !== undefined ? { frontProxy: true } : {}),
    },
  };
}

function endpointOf(flags: RunFlags, url: string): Endpoint {
  const { ca, cert, key, token, server, 'proxy-cert': proxyCert, 'proxy-key': proxyKey } = flags;
  const servername = url === server ? flags['server-name'] : undefined;
  const tls: AgentOptions = {
    keepAlive: true,
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
    ...(servername === undefined ? {} : { servername }),
  };
  const pairOf = (certFile?: string, keyFile?: string) =>
    certFile === undefined || keyFile === undefined
      ? {}
      : { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  const admin = new Agent({ ...tls, ...pairOf(cert, key) });
  const bearer = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const viaProxy = proxyCert !== undefined && proxyKey !== undefined;
  const asAlice = viaProxy
    ? { 'X-Remote-User': 'alice', 'X-Remote-Group': 'system:authenticated' }
    : { ...bearer, 'Impersonate-User': 'alice', 'Impersonate-Group': 'system:authenticated' };
  return {
    url,
    agents: {
      admin,
      alice: viaProxy ? new Agent({ ...tls, ...pairOf(proxyCert, proxyKey) }) : admin,
      nobody: new Agent(tls),
    },
    headers: { admin: bearer, alice: asAlice, nobody: {} },
  };
}

async function makeNamespace(endpoint: Endpoint, name: string): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const { status, text } = await readAnswer(await open(endpoint, { path: '/api/v1/namespaces', body }));
  if (status !== 201) throw new Error(`the namespace ${name} cannot be made: ${status} ${text}`);
}
