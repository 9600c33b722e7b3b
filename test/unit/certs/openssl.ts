import { spawnSync } from 'node:child_process';

/** Whether openssl is on this machine. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** @returns what `openssl ARGS` printed, both streams, without trailing line ends */
export function openssl(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('openssl', [...args], { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}
