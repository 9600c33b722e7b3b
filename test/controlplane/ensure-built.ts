import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries, Component } from './binaries.ts';
import { type BuildRecipe, buildRecipe } from './build-recipe.ts';
import type { SupportedVersion } from './supported-versions.ts';

const components = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'] satisfies Component[];

/**
 * Builds the control plane of `version` unless its directory in the cache is there already. Takes some five
 * minutes on two cores with cold Go caches. Tells what it does by `log`, one line when it starts and one when
 * it ends.
 *
 * @throws Error when Go is missing, or with the last lines of the compiler.
 */
export async function ensureBuilt(
  version: SupportedVersion,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<Binaries> {
  const recipe = buildRecipe(version, env);
  if (existsSync(recipe.dir)) return recipe;
  const started = Date.now();
  log(`control plane ${recipe.gitVersion}: building into ${recipe.dir}, minutes the first time`);
  await buildInto(recipe, env);
  log(`control plane ${recipe.gitVersion}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return recipe;
}

// The directory appears under its name in one step and complete, whoever else builds it at the same time.
async function buildInto(recipe: BuildRecipe, env: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(dirname(recipe.dir), { recursive: true });
  const unfinished = await mkdtemp(`${recipe.dir}.building-`);
  try {
    await goBuild(recipe, join(unfinished, 'controlplane'), env);
    await Promise.all(components.map((name) => symlink('controlplane', join(unfinished, name))));
    await rename(unfinished, recipe.dir).catch((error: unknown) => {
      if (!existsSync(recipe.dir)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function goBuild(recipe: BuildRecipe, output: string, env: NodeJS.ProcessEnv): Promise<void> {
  const go = spawn('go', [...recipe.args, '-o', output, '.'], {
    cwd: recipe.moduleDir,
    env: { ...env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOOS: '', GOARCH: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [go.stdout, go.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-8192);
    });
  }
  const [exitCode] = await once(go, 'close').catch((cause: unknown) => {
    const hint =
      'install Go 1.26 or newer (https://go.dev/dl), or name a directory of binaries by KUBEBUILDER_ASSETS';
    throw new Error(`the control plane is built with Go, and "go" does not start: ${hint}`, { cause });
  });
  if (exitCode === 0) return;
  const tail = printed.trimEnd().split('\n').slice(-20).join('\n');
  throw new Error(`go build of the control plane ${recipe.gitVersion} failed:\n${tail}`);
}
