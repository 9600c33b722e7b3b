import { decodeText } from '../input/unwrap.ts';
import { InputError } from '../input-error.ts';
import { type ManifestObject, objectsOf } from './manifest-object.ts';

/** A manifest: its objects, in order. */
export type Manifest = { readonly file: string; readonly objects: readonly ManifestObject[] };

/** @returns whether some bytes are meant as a manifest: YAML or JSON with a kind */
export function looksLikeManifest(bytes: Uint8Array): boolean {
  const text = decodeText(bytes.subarray(0, 65_536));
  return (
    /^[ \t-]*["']?(?:apiVersion|kind|clusters|items)["']?[ \t]*:/m.test(text) || /^\s*[{[]\s*["{[]/.test(text)
  );
}

/**
 * @param file as messages name it
 * @throws InputError for what is neither YAML nor JSON, or holds no object
 */
export async function readManifest(file: string, bytes: Uint8Array): Promise<Manifest> {
  const { parseDocuments } = await import('./parse-documents.ts');
  const text = decodeText(bytes);
  const objects = parseDocuments(text).flatMap((document) => objectsOf(document));
  if (objects.length > 0) return { file, objects };
  throw new InputError(
    text.trim() === '' ? 'is empty' : 'holds no Kubernetes object: nothing in it has a kind',
  );
}
