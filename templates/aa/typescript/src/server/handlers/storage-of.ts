import type { KindDefinition } from '../api/kind-definition.ts';
import type { Storage } from '../storage/storage.ts';
import { createUpgradedStorage } from '../storage/upgraded-storage.ts';
import { createVersionedStorage } from '../storage/versioned-storage.ts';
import type { ServerContext } from './server-context.ts';
import { storedVersionOf } from './stored-version-of.ts';

const known = new WeakMap<Storage, Map<KindDefinition, Storage>>();

/** The storage as clients of one version of a kind see it: objects lie in one of its versions, or in one of old. */
export const storageOf = (
  { kinds, storage }: Pick<ServerContext, 'kinds' | 'storage'>,
  kind: KindDefinition,
): Storage => {
  const views = known.get(storage) ?? new Map<KindDefinition, Storage>();
  known.set(storage, views);
  const view = views.get(kind) ?? viewOf(storage, kind, kinds);
  views.set(kind, view);
  return view;
};

const viewOf = (storage: Storage, kind: KindDefinition, kinds: readonly KindDefinition[]): Storage => {
  const stored = storedVersionOf(kind, kinds);
  const versions = kinds.filter(({ group, plural }) => group === kind.group && plural === kind.plural);
  const upgraded = createUpgradedStorage(storage, stored, versions);
  return kind.storageVersion === undefined ? upgraded : createVersionedStorage(upgraded, stored, kind);
};
