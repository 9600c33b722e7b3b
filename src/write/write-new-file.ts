import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file that must not exist yet, down to the disk; what cannot be written whole is removed.
 *
 * @param mode permission bits; a private key is 0600 whatever the umask, other files respect it
 * @throws the error of node:fs, EEXIST among them
 */
export function writeNewFile(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    if (mode === 0o600) fchmodSync(descriptor, mode);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
