import { fileBelow } from '../../render/file-below.ts';
import { CA_FILES, LEAF_FILES } from '../../render/render-certs.ts';
import { planWrites } from '../../write/plan-writes.ts';
import { readTarget } from '../../write/read-target.ts';

/** Everything that kx keeps in a directory of certificates, in and out of a rotation. */
export const DIRECTORY_FILES = {
  rotation: 'rotation.json',
  nextCertificate: 'next/ca.crt',
  nextKey: 'next/ca.key',
  oldCertificate: 'old/ca.crt',
  oldKey: 'old/ca.key',
  oldLeaf: 'old/tls.crt',
  oldLeafKey: 'old/tls.key',
} as const;

/** A directory of certificates as it was found. */
export type CertificateDirectory = {
  /** Absolute. */
  readonly root: string;
  /** As the user named it. */
  readonly named: string;
  /** The texts of the files that are there, by path below. */
  readonly texts: ReadonlyMap<string, string>;
};

const ALL_FILES: readonly string[] = [...CA_FILES, ...LEAF_FILES, ...Object.values(DIRECTORY_FILES)];

/**
 * Reads a directory of certificates.
 *
 * @param paths the files that matter
 * @throws ConflictError where something else than a file stands in the place of one; FailedError
 */
export function readDirectory(root: string, named: string, paths = ALL_FILES): CertificateDirectory {
  const files = paths.map((path) => ({ path, text: '', mode: 0o600 }) as const);
  const plan = planWrites(files, readTarget(root, files));
  const texts = plan.files.flatMap(({ path, before }) =>
    before === undefined ? [] : [[path, before] as const],
  );
  return { root, named, texts: new Map(texts) };
}

/** @returns a file of the directory as the user would name it */
export function nameIn({ named }: CertificateDirectory, path: string): string {
  return fileBelow(named, path);
}
