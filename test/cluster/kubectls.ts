import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { KUBECTL_VERSIONS, type KubectlVersion } from '../../src/options/discover/kubectl.ts';
import { installedControlPlanes } from '../controlplane/installed.ts';
import { tempDir } from '../support/temp-dir.ts';
import { findProgram, type KubectlResult } from './kubectl.ts';

/** A kubectl of this machine. */
export type Kubectl = { readonly version: KubectlVersion; readonly program: string };

/** @returns the kubectls of this machine, oldest first: kubectl.1.27 and the like, and those of the control planes */
export async function installedKubectls(): Promise<readonly Kubectl[]> {
  const planes = await installedControlPlanes(process.env);
  return KUBECTL_VERSIONS.flatMap((version) => {
    const plane = planes.find((binaries) => binaries.version === version);
    const program = findProgram(`kubectl.${version}`) ?? (plane && join(plane.dir, 'kubectl'));
    return program === undefined ? [] : [{ version, program }];
  });
}

/** Where kubectl runs. */
export type Place = { readonly KUBECONFIG: string; readonly cwd?: string };

/** Runs `kubectl api-resources` with an empty cache. */
export async function apiResources(
  { program }: Kubectl,
  { KUBECONFIG, cwd = tempDir() }: Place,
  args: readonly string[],
): Promise<KubectlResult> {
  const env = { PATH: process.env['PATH'], HOME: tempDir(), KUBECONFIG };
  return await new Promise((resolve, reject) => {
    const options = { env, cwd, maxBuffer: 2 ** 26 };
    const child = execFile(program, ['api-resources', ...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, stdout, stderr });
      else reject(error);
    });
    child.stdin?.end();
  });
}
