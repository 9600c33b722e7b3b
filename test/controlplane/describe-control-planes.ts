import { describe } from 'vitest';
import type { Binaries } from './binaries.ts';
import { installedControlPlanes } from './installed.ts';
import { wantedVersions } from './wanted-versions.ts';

// The global set-up has built by now what it was to build.
const installed = await installedControlPlanes(process.env);
const wanted = wantedVersions(process.env, installed);
const isListed = process.env['KX_TEST_VERSIONS'] !== undefined;

/**
 * Declares a suite for each version of Kubernetes that is wanted; `body` gets what is installed of it. Where
 * nothing is, the tests of the suite are reported as skipped and its title says why. The versions of `whereBuilt` run
 * besides where they are built, unless versions are listed: to build one takes six minutes. Where `oneIsEnough`, since
 * kube-apiserver is not what is tested, it is the last of those that are wanted, unless versions are listed.
 */
export function describeControlPlanes(
  title: string,
  body: (binaries: Binaries) => void,
  {
    whereBuilt = [],
    oneIsEnough = false,
  }: { readonly whereBuilt?: readonly string[]; readonly oneIsEnough?: boolean } = {},
): void {
  const isBuilt = (version: string) => installed.some((binaries) => binaries.version === version);
  const more = isListed ? [] : whereBuilt.filter((version) => isBuilt(version) && !wanted.includes(version));
  const chosen = oneIsEnough && !isListed ? wanted.slice(-1) : wanted;
  for (const version of [...more, ...chosen]) {
    const found = installed.find((binaries) => binaries.version === version);
    const on = `${title} on Kubernetes ${version}`;
    if (found !== undefined) describe(on, () => body(found));
    else describe.skip(`${on}: not built, npm run test:cluster builds it`, () => body(absent(version)));
  }
}

// Only names the tests that are skipped.
function absent(version: string): Binaries {
  return { version, gitVersion: `v${version}`, dir: '', hasControllerManager: true };
}
