import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ControlPlane } from '../controlplane/control-plane.ts';

export type KubectlResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

type KubectlOptions = {
  /** Instead of the kubectl of the control plane's version. */
  readonly program?: string;
  readonly stdin?: string;
};

/**
 * Runs kubectl as cluster-admin of `controlPlane`; a failure is an exit code, not an error. HOME is the control
 * plane's own directory, because kubectl caches discovery there by host and port, and ports are used again.
 */
export async function kubectl(
  controlPlane: ControlPlane,
  args: readonly string[],
  { program = controlPlane.kubectl, stdin = '' }: KubectlOptions = {},
): Promise<KubectlResult> {
  const env = { ...process.env, KUBECONFIG: controlPlane.kubeconfig, HOME: controlPlane.dir };
  return await new Promise((resolve, reject) => {
    const child = execFile(program, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, stdout, stderr });
      else reject(error);
    });
    // kubectl may end before it has read all of it.
    child.stdin?.on('error', () => {}).end(stdin);
  });
}

/** The file of a program on PATH or in the Google Cloud SDK, which brings kubectl.1.27 to kubectl.1.33. */
export function findProgram(name: string): string | undefined {
  const dirs = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/lib/google-cloud-sdk/bin'];
  return dirs.map((dir) => join(dir, name)).find((file) => existsSync(file));
}
