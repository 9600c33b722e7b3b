import { closeSync, fchmodSync, fchownSync, fstatSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { attempt, removeFile } from './remove.ts';

type NewFile = {
  /** Absolute; nothing may be there. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  /** The owner of the file that it is to replace, whose mode is then taken as it is, whatever the umask. */
  readonly over?: Owner | undefined;
};

/** As in node:fs's Stats. */
type Owner = { readonly uid: number; readonly gid: number };

/**
 * Writes a file that must not exist yet, down to the disk; what cannot be written whole is removed. A private key is
 * 0600 whatever the umask; other new files respect it.
 *
 * @throws the error of node:fs, EEXIST among them
 */
export function writeNewFile({ path, text, mode, over }: NewFile): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    if (over !== undefined) keepOwner(descriptor, over);
    if (over !== undefined || mode === 0o600) fchmodSync(descriptor, mode);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    attempt(() => removeFile(path));
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Only root may give a file away (chown(2)); anybody else ends up with a file of their own. */
function keepOwner(descriptor: number, { uid, gid }: Owner): void {
  const now = fstatSync(descriptor);
  if (now.uid !== uid || now.gid !== gid) attempt(() => fchownSync(descriptor, uid, gid));
}
