import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { manifestFiles } from '../patch/manifest-files.ts';

/**
 * @param name a file, `-` for stdin, or a directory whose manifests are meant, not those below it, as kubectl reads one
 * @returns the inputs as the user would name them
 * @throws InputError whose message continues the name
 */
export function manifestNames(name: string, cwd: string): readonly string[] {
  const isDirectory = name !== '-' && statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory();
  return isDirectory === true ? manifestFiles(name, cwd).map((file) => file.name) : [name];
}
