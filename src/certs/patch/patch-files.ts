import { dirname } from 'node:path';
import { UsageError, type Violation } from '../../errors.ts';
import type { FileSet } from '../../render/file-set.ts';
import { InputError } from '../input-error.ts';
import {
  commonRoot,
  type ManifestFile,
  manifestFiles,
  pathBelow,
  readManifestText,
} from './manifest-files.ts';
import type { PatchedField, PatchWish } from './patch-document.ts';
import { type PatchedText, patchText } from './patch-text.ts';

/** A caBundle of a file. */
type FileField = PatchedField & {
  /** The file as the user named it. */
  readonly file: string;
};

/** Manifests with their caBundles set, not written yet. */
export type PatchedFiles = {
  /** Those that have callers, changed or not. */
  readonly files: FileSet;
  /** What they held when they were read, by path. */
  readonly originals: ReadonlyMap<string, string>;
  readonly fields: readonly FileField[];
  readonly notes: readonly string[];
};

/** Manifests that were found, and the directory in which they can be written together. */
export type FoundManifests = { readonly root: string; readonly files: readonly ManifestFile[] };

/**
 * @param names files and directories as the user named them
 * @throws UsageError with every name that cannot be read
 */
export function findManifests(names: readonly string[], cwd: string): FoundManifests {
  const { done, violations } = forEach(
    names.map((name) => ({ name })),
    ({ name }) => manifestFiles(name, cwd),
  );
  if (violations.length > 0) throw unusable(violations);
  const files = distinct(done.flat());
  return { root: commonRoot(files), files };
}

/**
 * Sets the caBundles of manifests, in memory.
 *
 * @throws UsageError with everything that is wrong with any of them
 */
export function patchManifests({ root, files }: FoundManifests, wish: PatchWish): PatchedFiles {
  const { done, violations } = forEach(files, (file): Patched => {
    const original = readManifestText(file);
    return { file, original, ...patchText(original, wish) };
  });
  const empty = done.filter(({ fields }) => fields.length === 0);
  const nothing = empty.filter(({ file }) => file.isNamed).map((one) => nothingIn(one, wish));
  if (violations.length + nothing.length > 0) throw unusable([...violations, ...nothing]);
  const patched = done.filter(({ fields }) => fields.length > 0);
  if (patched.length === 0) throw unusable(nothingAnywhere(empty));
  const placed = patched.map((one) => ({ ...one, path: pathBelow(root, one.file) }));
  return {
    files: placed.map(({ path, text }) => ({ path, text, mode: 0o644 })),
    originals: new Map(placed.map(({ path, original }) => [path, original])),
    fields: patched.flatMap(({ file, fields }) => fields.map((field) => ({ file: file.name, ...field }))),
    notes: done.flatMap(({ skipped }) => skipped),
  };
}

/** A directory may hold many: one sentence for all of it. */
function nothingAnywhere(empty: readonly Patched[]): readonly Violation[] {
  const counts = new Map<string, number>();
  for (const { file } of empty) {
    const directory = dirname(file.name);
    counts.set(directory, (counts.get(directory) ?? 0) + 1);
  }
  return [...counts].map(([directory, count]) => ({
    path: '-f',
    message: `${directory} has no caBundle to set in ${count === 1 ? 'its one manifest' : `its ${count} manifests`}`,
    hint: 'kx certs inspect -f FILE shows what one holds; --service and --namespace may name a Service that none calls',
  }));
}

/** Does work for every file, and collects what is wrong with any. */
function forEach<T extends { readonly name: string }, R>(
  files: readonly T[],
  work: (file: T) => R,
): { readonly done: readonly R[]; readonly violations: readonly Violation[] } {
  const done: R[] = [];
  const violations: Violation[] = [];
  for (const file of files) {
    try {
      done.push(work(file));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      violations.push({ path: '-f', message: `${file.name} ${error.message}` });
    }
  }
  return { done, violations };
}

type Patched = PatchedText & { readonly file: ManifestFile; readonly original: string };

function distinct(files: readonly ManifestFile[]): readonly ManifestFile[] {
  return [...new Map(files.toReversed().map((file) => [file.at, file])).values()].toReversed();
}

/** @returns what is said of a manifest without a caBundle that is meant */
export function nothingIn(
  {
    file,
    labels,
    services,
    skipped,
  }: Pick<Patched, 'labels' | 'services' | 'skipped'> & {
    readonly file: Pick<ManifestFile, 'name'>;
  },
  { service }: Pick<PatchWish, 'service'>,
): Violation {
  const path = '-f';
  if (service !== undefined && services.length > 0) {
    const wanted = `${service.namespace}/${service.name}`;
    return { path, message: `${file.name} calls ${services.join(', ')}, not the Service ${wanted}` };
  }
  if (skipped.length > 0) return { path, message: `${file.name}: ${skipped.join('; ')}` };
  const found = labels.length === 0 ? 'no Kubernetes object' : shortened(labels);
  const hint = 'an APIService, a webhook configuration, or a CRD with a conversion webhook has one';
  return { path, message: `${file.name} has no place for a caBundle: it holds ${found}`, hint };
}

const LISTED = 5;

function shortened(labels: readonly string[]): string {
  const more = labels.length - LISTED;
  return labels.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function unusable(violations: readonly Violation[]): UsageError {
  return new UsageError('there is no caBundle to set; nothing was written', { violations });
}
