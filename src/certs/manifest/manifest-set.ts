import { objectAt, objectsAt, textAt } from '../../discover/walk/untyped.ts';
import type { Material } from '../input/item.ts';
import { type Caller, callersOf } from './caller.ts';
import type { ManifestObject } from './manifest-object.ts';
import { valuesOf } from './object-values.ts';

/** A Secret that a server takes its certificate from. */
export type TlsSecret = {
  readonly label: string;
  readonly namespace: string;
  readonly chain: Material | undefined;
  readonly key: Material | undefined;
  /** The CA that the issuer put beside. */
  readonly authority: Material | undefined;
  /** What the API server says of fields that are no base64, with their names. */
  readonly faults: readonly { readonly field: string; readonly says: string }[];
};

/** A Service as far as its callers depend on it. */
export type KnownService = {
  readonly label: string;
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly number[];
};

/** The objects of manifests that belong to each other. */
export type ManifestSet = {
  readonly callers: readonly Caller[];
  readonly secrets: readonly TlsSecret[];
  readonly services: readonly KnownService[];
  /** Whether it is all that a cluster has, not a few manifests that belong together. */
  readonly isCluster: boolean;
};

/** @param file the manifest that the objects are from, for paths in it */
export function manifestSet(objects: readonly ManifestObject[], file: string): ManifestSet {
  return {
    callers: objects.flatMap(callersOf),
    secrets: objects.filter(({ kind }) => kind === 'Secret').flatMap((object) => tlsSecret(object, file)),
    services: objects.filter(({ kind }) => kind === 'Service').map(knownService),
    isCluster: false,
  };
}

function tlsSecret(object: ManifestObject, file: string): readonly TlsSecret[] {
  const values = valuesOf(object, file);
  const find = (key: string) => values.findLast(({ field }) => field.endsWith(`[${key}]`))?.material;
  const chain = find('tls.crt');
  const key = find('tls.key');
  if (chain === undefined && key === undefined) return [];
  const faults = values.flatMap(({ field, fault }) => (fault === undefined ? [] : [{ field, says: fault }]));
  const namespace = object.namespace ?? 'default';
  return [{ label: object.label, namespace, chain, key, authority: find('ca.crt'), faults }];
}

function knownService(object: ManifestObject): KnownService {
  const ports = objectsAt(objectAt(object.value, 'spec'), 'ports').flatMap(({ port }) =>
    typeof port === 'number' ? [port] : [],
  );
  const name = textAt(objectAt(object.value, 'metadata'), 'name') ?? '';
  return { label: object.label, name, namespace: object.namespace ?? 'default', ports };
}
