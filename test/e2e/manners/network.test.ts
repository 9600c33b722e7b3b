// Nothing but `kx discover` talks to anybody, and the demo only to this machine (rule 14).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KX } from '../../support/run-kx.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { prepare, SUBJECTS } from './fixtures.ts';

const WATCH = new URL('../../support/watch-network.js', import.meta.url).href;

/** Runs a program of Node, and its children, watched. @returns whom it talked to, line by line */
function watched(args: readonly string[], cwd: string): readonly string[] {
  const log = join(tempDir(), 'network');
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=${WATCH}`,
    KX_NETWORK: log,
    HOME: cwd,
    KUBECONFIG: '',
  };
  spawnSync(process.execPath, [...args], { cwd, env });
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

const SILENT = SUBJECTS.filter(({ name }) => name !== 'discover' && name !== 'demo');

it.each(SILENT)('kx $name opens no connection and looks up no name', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  expect(watched([KX, ...subject.line], cwd)).toEqual([]);
  expect(watched([KX, ...subject.words, '--help'], cwd)).toEqual([]);
  expect(watched([KX, 'complete', '--', ...subject.words, '.--'], cwd)).toEqual([]);
});

it('completion asks no cluster for the names of its kubeconfig', () => {
  expect(watched([KX, 'complete', '--', 'discover', '--context', '.'], tempDir())).toEqual([]);
});

it('kx discover talks to the server that it is given', () => {
  const talk = watched([KX, 'discover', '--server', 'https://127.0.0.1:1'], tempDir());
  expect(new Set(talk)).toEqual(new Set(['connect 127.0.0.1']));
});

it('kx demo talks to this machine alone', () => {
  const talk = watched([KX, 'demo'], tempDir());
  expect(talk.length).toBeGreaterThan(0);
  expect(talk.filter((line) => !/^(?:connect|lookup) (?:127\.0\.0\.1|localhost|::1)$/.test(line))).toEqual(
    [],
  );
});

it('would be seen to talk', () => {
  const cwd = tempDir();
  const script = "import('node:https').then(({ get }) => get('https://kx.invalid').on('error', () => {}))";
  expect(watched(['-e', script], cwd)).toContain('connect kx.invalid');
});
