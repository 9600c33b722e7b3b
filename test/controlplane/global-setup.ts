import { buildGoServers } from './build-go-servers.ts';
import { ensureBuilt } from './ensure-built.ts';
import { installedControlPlanes } from './installed.ts';
import { isSupportedVersion, supportedVersions } from './supported-versions.ts';
import { wantedVersions } from './wanted-versions.ts';

/**
 * Runs once before the cluster tests. With KX_BUILD_CONTROL_PLANE=1 it builds what is wanted and missing,
 * without it says in one line what is left out.
 */
export async function setup(): Promise<void> {
  const { env } = process;
  const wanted = wantedVersions(env, await installedControlPlanes(env));
  if (env['KX_BUILD_CONTROL_PLANE'] === '1') {
    if (!env['KUBEBUILDER_ASSETS']) await buildAll(wanted);
    await buildGoServers(log);
  }
  const installed = await installedControlPlanes(env);
  const missing = wanted.filter((version) => !installed.some((binaries) => binaries.version === version));
  if (missing.length > 0) {
    log(
      `left out: the cluster tests on Kubernetes ${missing.join(' and ')}, not built; npm run test:cluster builds it`,
    );
  }
}

async function buildAll(versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    if (!isSupportedVersion(version)) {
      throw new Error(`KX_TEST_VERSIONS: ${version} is none of ${supportedVersions.join(', ')}`);
    }
    await ensureBuilt(version, process.env, log);
  }
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
