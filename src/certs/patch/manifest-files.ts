import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { errnoReason } from '../../errno-reason.ts';
import { commonDirectory } from '../../write/follow-links.ts';
import { InputError } from '../input-error.ts';

/** A manifest on disk. */
export type ManifestFile = {
  /** As the user named it. */
  readonly name: string;
  /** Absolute; of a symbolic link what it leads to. */
  readonly at: string;
  /** Whether its user named it, not a directory that it is in. */
  readonly isNamed: boolean;
};

/** What kubectl reads of a directory (cli-runtime pkg/resource/builder.go FileExtensions). */
const EXTENSIONS = /\.(?:json|ya?ml)$/;

/**
 * @param name a file, or a directory whose manifests are meant, not those below it
 * @throws InputError whose message continues the name
 */
export function manifestFiles(name: string, cwd: string): readonly ManifestFile[] {
  if (/^https?:\/\//i.test(name)) {
    throw new InputError('is an address, which kx does not read: curl -fsSL ADDRESS | kx certs patch -f -');
  }
  const path = resolve(cwd, name);
  const kind = kindOf(path);
  if (kind === 'file') return [{ name, at: realPath(path), isNamed: true }];
  const entries = reading(() => readdirSync(path)).filter((entry) => EXTENSIONS.test(entry));
  if (entries.length === 0) throw new InputError('has no .yaml, .yml or .json file');
  return entries
    .toSorted()
    .filter((entry) => kindOf(join(path, entry)) === 'file')
    .map((entry) => ({ name: join(name, entry), at: realPath(join(path, entry)), isNamed: false }));
}

/** @throws InputError for what is no UTF-8 text */
export function readManifestText({ at }: ManifestFile): string {
  return manifestText(reading(() => readFileSync(at)));
}

/** @throws InputError for what is no UTF-8 text, or an empty one */
export function manifestText(bytes: Uint8Array): string {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('latin1'))) {
    throw new InputError('is UTF-16, which kubectl does not read: save it as UTF-8');
  }
  if (!isUtf8(bytes)) throw new InputError('is no UTF-8 text');
  const text = Buffer.from(bytes).toString('utf8');
  if (text.trim() === '') throw new InputError('is empty');
  return text;
}

/** @returns the directory above all files: there they can be written together, all or none */
export function commonRoot(files: readonly ManifestFile[]): string {
  return commonDirectory(files.map(({ at }) => dirname(at)));
}

/** @returns the path of a file below a directory, with `/` */
export function pathBelow(root: string, { at }: ManifestFile): string {
  return relative(root, at).split(sep).join('/');
}

function kindOf(path: string): 'file' | 'directory' {
  const stats = reading(() => statSync(path));
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  throw new InputError('is a device, socket or pipe; - reads stdin');
}

function realPath(path: string): string {
  return reading(() => realpathSync(path));
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError(`cannot be read: ${errnoReason(error)}`);
  }
}
