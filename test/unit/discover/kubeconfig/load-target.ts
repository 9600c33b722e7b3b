import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { issueLocalCertificates } from '../../../../src/certs/issue-local-certificates.ts';
import { findTarget } from '../../../../src/discover/kubeconfig/find-target.ts';
import type { Target } from '../../../../src/discover/kubeconfig/target.ts';
import type { TraceEvent } from '../../../../src/discover/log/trace-event.ts';
import { KxError } from '../../../../src/errors.ts';
import type { Io } from '../../../../src/io.ts';
import { clusterAnswers } from '../../../../src/options/cluster/cluster-options.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { testIo } from '../../../support/test-io.ts';

const { server, admin } = await issueLocalCertificates(
  { name: 'fake', namespace: 'default' },
  Date.now(),
  new AbortController().signal,
);

/** PEM of a CA, and of a client certificate with its key. */
export const PEMS = { ca: server.ca.certPem, cert: admin.leaf.certPem, key: admin.leaf.keyPem };
/** Their base64, for the fields that end in -data. */
export const DATA = { ca: base64(PEMS.ca), cert: base64(PEMS.cert), key: base64(PEMS.key) };

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** @returns a kubeconfig with one context `dev`, whose cluster and user have more fields */
export function config(cluster = '', user = ''): string {
  return `
current-context: dev
contexts: [{ name: dev, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: "https://dev:6443"${cluster} } }]
users: [{ name: u, user: {${user}} }]
`;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export type Machine = {
  readonly flags?: RawOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly io?: Partial<Io>;
  /** A directory below that of the files. */
  readonly serviceAccount?: string;
};

export type Loaded = {
  readonly target: Target;
  readonly dir: string;
  readonly events: readonly TraceEvent[];
  readonly stderr: () => string;
};

/** Writes files into a home directory of its own, plugins as programs, and finds the target. */
export async function load(files: Files, { flags = {}, env = {}, ...rest }: Machine = {}): Promise<Loaded> {
  const dir = tempDir();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
    if (name.endsWith('plugin')) chmodSync(join(dir, name), 0o755);
  }
  const answers = clusterAnswers(flags);
  if (!answers.ok) throw new Error(JSON.stringify(answers.violations));
  const io = testIo({
    cwd: dir,
    env: { HOME: dir, SSL_CERT_FILE: join(dir, 'no-roots'), ...env },
    ...rest.io,
  });
  const events: TraceEvent[] = [];
  const target = await findTarget({
    cluster: answers.value,
    io,
    emit: (event) => events.push(event),
    clock: () => 0,
    serviceAccount: join(dir, rest.serviceAccount ?? 'no-service-account'),
  }).catch((error: unknown) => {
    throw error instanceof KxError
      ? Object.assign(error, { message: error.message.replaceAll(dir, 'DIR') })
      : error;
  });
  return { target, dir, events, stderr: () => io.printed().stderr };
}

/** @returns the error that there must be */
export async function failure(files: Files, machine: Machine = {}): Promise<KxError> {
  const error: unknown = await load(files, machine).catch((thrown: unknown) => thrown);
  if (!(error instanceof KxError)) throw new Error('it did not fail as foreseen', { cause: error });
  return error;
}

/** @returns the Authorization header that is sent */
export function authorizationOf({ headers }: Target): string | undefined {
  return headers.find(([name]) => name === 'Authorization')?.[1];
}
