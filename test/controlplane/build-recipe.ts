import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Binaries } from './binaries.ts';
import type { SupportedVersion } from './supported-versions.ts';

/** What `go build` is given, and where its outcome belongs. */
export type BuildRecipe = Binaries & {
  readonly moduleDir: string;
  /** Arguments of `go`, without the `-o` of the output. */
  readonly args: readonly string[];
};

const moduleDir = fileURLToPath(new URL('.', import.meta.url));

/**
 * How the control plane of `version` is built. Its `dir` is outside the checkout and is named after the
 * inputs of the build, so that a second clone finds what the first one built:
 * `${KX_CACHE_DIR:-${XDG_CACHE_HOME:-~/.cache}/kx}/controlplane/<version>-<hash>`.
 *
 * The version of Go is no input: godebug lines in the .mod files fix what a newer Go would do otherwise,
 * and a machine without Go can use what is there.
 */
export function buildRecipe(version: SupportedVersion, env: NodeJS.ProcessEnv): BuildRecipe {
  const gitVersion = kubernetesVersion(version);
  const args = [
    'build',
    `-modfile=${version}.mod`,
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ldflags(gitVersion),
  ];
  const name = `${gitVersion.slice(1)}-${hashOfInputs(version, args)}`;
  const dir = join(cacheDir(env), 'controlplane', name);
  return { version, gitVersion, dir, hasControllerManager: true, moduleDir, args };
}

function kubernetesVersion(version: SupportedVersion): string {
  const required = /^\s+k8s\.io\/kubernetes (v\S+)$/m.exec(moduleFile(`${version}.mod`))?.[1];
  if (required === undefined) throw new Error(`${version}.mod does not require k8s.io/kubernetes`);
  return required;
}

// An unstamped server calls itself v0.0.0-master+$Format:%H$. kubectl reads its own version from client-go,
// for its User-Agent. The commit has to be something: seven letters of it go into the User-Agent.
function ldflags(gitVersion: string): string {
  const [major, minor] = gitVersion.slice(1).split('.');
  const stamps = {
    gitVersion,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'unknown',
  };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  const flags = packages.flatMap((path) =>
    Object.entries(stamps).map(([name, value]) => `-X ${path}.${name}=${value}`),
  );
  return ['-s', '-w', ...flags].join(' ');
}

function hashOfInputs(version: SupportedVersion, args: readonly string[]): string {
  const inputs = [
    ...['main.go', `${version}.mod`, `${version}.sum`].map(moduleFile),
    ...args,
    process.platform,
    process.arch,
  ];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
}

function moduleFile(name: string): string {
  return readFileSync(join(moduleDir, name), 'utf8');
}

function cacheDir(env: NodeJS.ProcessEnv): string {
  return env['KX_CACHE_DIR'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kx');
}
