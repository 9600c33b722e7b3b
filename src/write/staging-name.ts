import { basename } from 'node:path';
import { type ProcessIdentity, thisProcess } from './process-identity.ts';
import { sha256Of } from './sha256.ts';

/** Longer names are shortened, so that what is added fits into the 255 bytes that file systems allow. */
const LONG = 150;

/** @returns the name under which this process makes a directory: `.my-aa.kx-4711-8812345-0f3a2b` */
export function stagingName(directory: string): string {
  const self = thisProcess();
  return `${prefixOf(directory)}${self.pid}-${self.started}-${placeOf(self)}`;
}

/**
 * @param directory what is to be made
 * @param name of something beside it
 * @returns the process of this machine that makes the directory under that name; undefined for any other name
 */
export function stagingProcess(directory: string, name: string): ProcessIdentity | undefined {
  const prefix = prefixOf(directory);
  if (!name.startsWith(prefix)) return undefined;
  const match = /^(\d+)-(\d*)-([0-9a-f]{6})$/.exec(name.slice(prefix.length));
  const [, pid, started, place] = match ?? [];
  const self = thisProcess();
  if (pid === undefined || started === undefined || place !== placeOf(self)) return undefined;
  return { ...self, pid: Number(pid), started };
}

function prefixOf(directory: string): string {
  const name = basename(directory);
  return `.${Buffer.byteLength(name) > LONG ? sha256Of(name).slice(0, 32) : name}.kx-`;
}

/** Where the number means this process: a host, and on it a container. */
function placeOf({ host, namespace }: ProcessIdentity): string {
  return sha256Of(`${host}\n${namespace}`).slice(0, 6);
}
