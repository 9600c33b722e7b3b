import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type FakeServer, fakeApiServer, type Routes } from '../unit/discover/fake-api-server.ts';
import { discover, kubeconfigFor } from '../unit/discover/run-discover.ts';
import { ACCEPTED, HIDDEN, LEFT_OUT, REFUSED } from './discovery-answers.ts';

type Listed = { readonly code: number; readonly names: readonly string[] };

/** Runs kubectl api-resources of a version against a server, with an empty cache. */
async function theirs(program: string, server: FakeServer): Promise<Listed> {
  const args = ['api-resources', '--output', 'name', '--kubeconfig', kubeconfigFor(server)];
  const env = { ...process.env, HOME: tempDir() };
  return await new Promise((resolve, reject) => {
    execFile(program, args, { env }, (error, stdout) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, names: stdout.split('\n') });
      else reject(error);
    });
  });
}

async function ours(kubectl: string, server: FakeServer): Promise<Listed> {
  const { code, stdout } = await discover(server, { output: 'name', quiet: true, kubectl });
  return { code, names: stdout.split('\n') };
}

/** What an API server or something before it may answer, read by kx and by real kubectl. */
describeControlPlanes('kx discover and kubectl of the same version', ({ version, dir }) => {
  const program = join(dir, 'kubectl');
  const both = async (routes: Routes) => {
    const server = await fakeApiServer(routes);
    return { kubectl: await theirs(program, server), kx: await ours(version, server) };
  };

  it.each(Object.entries(ACCEPTED))('agree that all is well: %s', async (_, routes) => {
    const { kubectl, kx } = await both(routes);
    expect(kubectl.code).toBe(0);
    expect(kx).toEqual(kubectl);
  });

  it.each(Object.entries(LEFT_OUT))('agree on what is missing: %s', async (_, routes) => {
    const { kubectl, kx } = await both(routes);
    expect(kubectl.code).toBe(1);
    expect(kx).toEqual(kubectl);
  });

  describe('differ', () => {
    it.each(Object.entries(HIDDEN))('in what kubectl hides: %s', async (_, routes) => {
      const { kubectl, kx } = await both(routes);
      expect(kubectl.code).toBe(0);
      expect(kx).toEqual({ code: 1, names: kubectl.names });
    });

    it.each(Object.entries(REFUSED))('in what kubectl does not print: %s', async (_, routes) => {
      const { kubectl, kx } = await both(routes);
      expect(kubectl).toEqual({ code: 1, names: [''] });
      expect(kx.code).toBe(1);
      expect(kx.names).toContain('pods');
    });
  });
});
