import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The oldest Node that kx promises, and the newest of the two lines that are kept up. */
export const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0'];

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kx', 'node');

/**
 * @param version exact: `22.23.3`
 * @returns the path of that node, fetched from the npm registry (which carries one package per platform) when this
 *   machine has not got it yet
 */
export function nodeOfVersion(version: string): string {
  if (process.version === `v${version}`) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(CACHE, version);
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(node)) return node;
  // Two test files may want it at the same time: what is half there must never stand under the final name.
  mkdirSync(CACHE, { recursive: true });
  const staging = mkdtempSync(join(CACHE, `${version}-`));
  const args = ['install', '--prefix', staging, '--no-audit', '--no-fund', '--no-save', `${name}@${version}`];
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cannot get Node ${version}: ${stderr}`);
  try {
    renameSync(staging, folder);
  } catch {
    rmSync(staging, { recursive: true });
  }
  if (!existsSync(node)) throw new Error(`the package ${name}@${version} has no ${node}`);
  return node;
}
