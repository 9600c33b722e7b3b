import type { KindDefinition } from '../../api/kind-definition.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';

/** What was written of a list, for as long as the storage gives the same one. */
type Written = { readonly kind: KindDefinition; readonly body: Uint8Array };

const written = new WeakMap<readonly StoredObject[], Written>();

/** A list in the form of its objects: written once for all who read the same state, as the objects in it are. */
export const sharedReply = (
  items: readonly StoredObject[],
  kind: KindDefinition,
  write: () => string,
): Reply => {
  const known = written.get(items);
  if (known?.kind === kind) return jsonReply(200, known.body);
  const body = Buffer.from(write());
  written.set(items, { kind, body });
  return jsonReply(200, body);
};
