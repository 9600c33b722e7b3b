import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installedControlPlanes } from '../controlplane/installed.ts';
import { runMain } from '../support/run-main.ts';
import { tempDir } from '../support/temp-dir.ts';
import { findProgram } from './kubectl.ts';
import { type RecordingServer, recordingServer, type Sent } from './recording-server.ts';

/** What a row can name: the server's addresses, and PEMs. `base64` is for the fields that end in -data. */
export type Given = Pick<RecordingServer, 'url' | 'plainUrl' | 'proxy' | 'ca' | 'leaf' | 'client'> & {
  readonly host: string;
  readonly base64: (text: string | Uint8Array) => string;
  /** A kubeconfig with one context `dev` of cluster `c` and user `u`, as JSON; a field that is undefined is left out. */
  readonly config: (cluster?: object, user?: object, context?: object) => string;
};

type Files = Readonly<Record<string, string | Uint8Array>>;
type Outcome = 'sent' | 'refused';

/** One kubeconfig (or flags, or environment) that kubectl and kx are run with, and what comes of it. */
export type Row = {
  readonly what: string;
  /** Files below the home directory, which is the working directory as well. `DIR` in flags and env is that. */
  readonly files: (given: Given) => Files;
  readonly flags?: (given: Given) => readonly string[];
  readonly env?: (given: Given) => Readonly<Record<string, string>>;
  /** What kubectl does: it sends a request, or it ends before it has sent one. Where it sends one, kx sends the same. */
  readonly kubectl: Outcome;
  /** The kubectls of this machine that do otherwise, by their names. */
  readonly except?: Readonly<Record<string, Outcome>>;
  /** What kx does where that is something else, and why. */
  readonly kx?: { readonly does: Outcome; readonly because: string };
  /** What kx says. */
  readonly says?: RegExp;
};

const plane = (await installedControlPlanes(process.env)).at(-1);
const KUBECTLS = [
  ...['kubectl.1.27', 'kubectl.1.30', 'kubectl.1.33'].map(findProgram),
  plane === undefined ? undefined : join(plane.dir, 'kubectl'),
].filter((program) => program !== undefined);

/** Compares kx with each kubectl of this machine, row by row. */
export function describeRows(title: string, rows: readonly Row[]): void {
  describe.skipIf(KUBECTLS.length === 0)(title, () => {
    let server: RecordingServer;
    beforeAll(async () => {
      server = await recordingServer();
    });
    beforeEach(() => void server.take());
    afterAll(() => server.close());

    it.each(rows)('$what', async (row) => {
      const { kx, sent, kubectls } = await runRow(row, server);
      const ours = sent('kx');
      const theirs = KUBECTLS.map((program) => sent(basename(program)));
      const expected = KUBECTLS.map((program) => row.except?.[basename(program)] ?? row.kubectl);
      expect(theirs.map(outcome), JSON.stringify(kubectls)).toEqual(expected);
      expect(outcome(ours), kx.stderr).toBe(row.kx?.does ?? row.kubectl);
      expect(ours === undefined ? [2, 5] : [0]).toContain(kx.status);
      for (const one of theirs.filter((some) => some !== undefined)) expect(ours ?? one).toEqual(one);
      expect(kx.stderr).toMatch(row.says ?? /^/);
    });
  });
}

async function runRow(row: Row, server: RecordingServer) {
  const given = givenBy(server);
  const dir = written(row.files(given));
  const place = (text: string) => text.replaceAll('DIR', dir);
  const flags = (row.flags?.(given) ?? []).map(place);
  const more = Object.entries(row.env?.(given) ?? {}).map(([name, value]) => [name, place(value)] as const);
  const env = { HOME: dir, PATH: process.env['PATH'] ?? '', ...Object.fromEntries(more) };
  const io = { cwd: dir, env, now: () => new Date() };
  const [kx, ...kubectls] = await Promise.all([
    runMain(['discover', '-q', '-o', 'name', ...flags], io),
    ...KUBECTLS.map((program) => runKubectl(program, flags, { dir, env })),
  ]);
  const asked = server.take().filter(({ sent }) => sent.path.endsWith('/api'));
  return { kx, kubectls, sent: (program: string) => asked.find((one) => one.program === program)?.sent };
}

function outcome(sent: Sent | undefined): Outcome {
  return sent === undefined ? 'refused' : 'sent';
}

function givenBy(server: RecordingServer): Given {
  const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
  const config = (cluster: object = {}, user: object = {}, context: object = {}) =>
    JSON.stringify({
      'current-context': 'dev',
      contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u', ...context } }],
      clusters: [
        {
          name: 'c',
          cluster: { server: server.url, 'certificate-authority-data': base64(server.ca), ...cluster },
        },
      ],
      users: [{ name: 'u', user }],
    });
  return { ...server, host: new URL(server.url).host, base64, config };
}

function written(files: Files): string {
  const dir = tempDir();
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (name.endsWith('plugin')) chmodSync(path, 0o755);
  }
  return dir;
}

type World = { readonly dir: string; readonly env: Readonly<Record<string, string>> };

/** Runs kubectl with an empty cache and nothing to read. @returns what it printed on stderr */
async function runKubectl(program: string, flags: readonly string[], { dir, env }: World): Promise<string> {
  const options = { cwd: dir, env: { KUBECACHEDIR: join(dir, 'cache', basename(program)), ...env } };
  return await new Promise((resolve) => {
    const child = execFile(program, ['api-resources', ...flags], options, (_error, _stdout, stderr) =>
      resolve(stderr),
    );
    child.stdin?.on('error', () => {}).end();
  });
}
