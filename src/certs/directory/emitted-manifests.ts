import { EMITTED_PARTS, type EmittedPart } from '../../model/certificate/emitted-part.ts';
import { EMITTED_FILES } from '../../render/emitted-files.ts';
import type { FileSet } from '../../render/file-set.ts';
import { readTarget } from '../../write/read-target.ts';
import type { CertificateDirectory } from './certificate-directory.ts';

/** The manifests beside certificates that hold them, and what becomes of them. */
export type EmittedManifests = { readonly files: FileSet; readonly parts: readonly EmittedPart[] };

/**
 * Keeps what `kx certs gen --emit` wrote in step with the certificates: applied later on, a Secret or caBundle of former
 * ones would put these back.
 *
 * @param files what becomes of the files of the directory
 * @returns the manifests that hold what changes, every other byte as it is
 */
export function refreshEmitted({ root, texts }: CertificateDirectory, files: FileSet): EmittedManifests {
  const changes = files.flatMap(({ path, text }) => {
    const former = HELD.has(path) ? texts.get(path) : undefined;
    return former === undefined || former === text ? [] : [{ from: base64(former), to: base64(text) }];
  });
  const manifests = EMITTED_PARTS.map((part) => ({ part, path: EMITTED_FILES[part] }));
  const { entries } = readTarget(root, manifests);
  const refreshed = manifests.flatMap(({ part, path }) => {
    const entry = entries.get(path);
    if (entry?.kind !== 'file' || !entry.isText) return [];
    const text = changes.reduce((whole, { from, to }) => whole.replaceAll(from, to), entry.text);
    const mode = part === 'secret' ? 0o600 : 0o644;
    return text === entry.text ? [] : [{ part, file: { path, text, mode } as const }];
  });
  return { files: refreshed.map(({ file }) => file), parts: refreshed.map(({ part }) => part) };
}

/** What manifests hold of a directory, whole and in base64. */
const HELD: ReadonlySet<string> = new Set(['ca.crt', 'tls.crt', 'tls.key']);

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
