import { objectAt, objectOf, objectsAt, textAt, type Untyped } from '../../discover/walk/untyped.ts';

/** An object of a manifest, before its fields are known. */
export type ManifestObject = {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** `Secret my-ns/my-tls`. */
  readonly label: string;
  readonly value: Untyped;
};

const MAX_DEPTH = 8;

/** @returns the objects of a document, those of lists one by one */
export function objectsOf(document: unknown, depth = 0): readonly ManifestObject[] {
  if (Array.isArray(document)) {
    return depth > MAX_DEPTH ? [] : document.flatMap((item) => objectsOf(item, depth + 1));
  }
  const value = objectOf(document);
  const kind = value === undefined ? undefined : textAt(value, 'kind');
  if (value === undefined || kind === undefined) return [];
  if (kind.endsWith('List') && Array.isArray(value['items'])) {
    if (depth > MAX_DEPTH) return [];
    const apiVersion = textAt(value, 'apiVersion');
    return objectsAt(value, 'items').flatMap((item) =>
      objectsOf({ kind: kind.slice(0, -4), apiVersion, ...item }, depth + 1),
    );
  }
  return [describe(value, kind)];
}

function describe(value: Untyped, kind: string): ManifestObject {
  const metadata = objectAt(value, 'metadata');
  const name = textAt(metadata, 'name') ?? '';
  const namespace = textAt(metadata, 'namespace');
  const path = [namespace, name].filter((part) => part !== undefined && part !== '').join('/');
  return {
    kind,
    apiVersion: textAt(value, 'apiVersion') ?? '',
    name,
    namespace,
    label: path === '' ? kind : `${kind} ${path}`,
    value,
  };
}
