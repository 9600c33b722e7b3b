import type { Binaries } from './binaries.ts';

/**
 * The minor versions that the cluster tests run on: KX_TEST_VERSIONS as `1.35,1.36`, otherwise what
 * KUBEBUILDER_ASSETS holds, otherwise the two newest. 1.35 is for a full run: it is the last version that
 * calls an APIService available without looking at its server's certificate.
 */
export function wantedVersions(env: NodeJS.ProcessEnv, installed: readonly Binaries[]): readonly string[] {
  const listed = env['KX_TEST_VERSIONS']?.split(',').map((version) => version.trim());
  if (listed !== undefined) return listed.filter((version) => version !== '');
  return env['KUBEBUILDER_ASSETS'] ? installed.map(({ version }) => version) : ['1.36', '1.37'];
}
