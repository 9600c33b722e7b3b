import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kx', 'peers');

/**
 * Installs a scaffolder of the field from npm on first use, without running its install scripts.
 *
 * @param {string} name npm package
 * @param {string} version exact
 * @param {string} bin the file that its command starts
 * @returns {string | undefined} the path of that file, or undefined where it cannot be had
 */
export function peer(name, version, bin) {
  const folder = join(CACHE, `${name}-${version}`);
  const file = join(folder, 'node_modules', name, bin);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  const staging = mkdtempSync(join(CACHE, `${name}-`));
  const flags = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--loglevel=error'];
  const args = ['install', '--prefix', staging, ...flags, `${name}@${version}`];
  const { status } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (status === 0) renameSync(staging, folder);
  else rmSync(staging, { recursive: true, force: true });
  return existsSync(file) ? file : undefined;
}
