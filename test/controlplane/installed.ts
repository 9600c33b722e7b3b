import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { buildRecipe } from './build-recipe.ts';
import { supportedVersions } from './supported-versions.ts';

/**
 * The control planes that can be started without building anything, oldest first. KUBEBUILDER_ASSETS, as for
 * controller-runtime's envtest, names a directory that is used instead of whatever was built.
 *
 * @throws Error when KUBEBUILDER_ASSETS names a directory without a kube-apiserver that runs.
 */
export async function installedControlPlanes(env: NodeJS.ProcessEnv): Promise<readonly Binaries[]> {
  const assets = env['KUBEBUILDER_ASSETS'];
  if (assets) return [await assetsOf(resolve(assets))];
  return supportedVersions
    .map((version): Binaries => buildRecipe(version, env))
    .filter(({ dir }) => existsSync(dir));
}

async function assetsOf(dir: string): Promise<Binaries> {
  const { stdout } = await promisify(execFile)(join(dir, 'kube-apiserver'), ['--version']).catch(
    (cause: unknown) => {
      throw new Error(`KUBEBUILDER_ASSETS=${dir} has no kube-apiserver that runs`, { cause });
    },
  );
  const [, gitVersion, version] = /^Kubernetes (v(\d+\.\d+)\S*)/.exec(stdout) ?? [];
  if (gitVersion === undefined || version === undefined) {
    throw new Error(`${join(dir, 'kube-apiserver')} --version answers ${JSON.stringify(stdout)}`);
  }
  const hasControllerManager = existsSync(join(dir, 'kube-controller-manager'));
  return { version, gitVersion, dir, hasControllerManager };
}
