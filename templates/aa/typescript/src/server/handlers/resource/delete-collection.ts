import { ApiError } from '../../api/status.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representList } from '../../representation/represent.ts';
import { listRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import { readSelection } from '../../selectors/selection.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { removeObject } from './delete.ts';
import { type DeleteOptions, readDeleteOptions } from './delete-options.ts';
import { readPage } from './list.ts';
import { readListOptions } from './list-options.ts';
import type { ResourceInput } from './resource-input.ts';

/** DELETE of a collection: every selected object in turn; the reply lists them as they were before. */
export const deleteCollection = async (input: ResourceInput): Promise<Reply> => {
  const { kind, request, server } = input;
  const representation = listRepresentation(request);
  const options = readListOptions(request.query, false);
  const selection = readSelection(request.query, input.kind);
  const deletion = await readDeleteOptions(request);
  const { items, metadata } = await readPage(input, options, selection);
  for (const item of items) await removeIfPresent(input, item, deletion);
  return jsonReply(200, representList(items, metadata, { kind, representation, now: server.now() }));
};

/** Somebody else may have deleted it meanwhile, which is as good. */
const removeIfPresent = async (
  input: ResourceInput,
  item: StoredObject,
  options: DeleteOptions,
): Promise<void> => {
  try {
    await removeObject({ ...input, key: item.key, name: item.object.metadata.name ?? '' }, options);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status.code !== 404) throw cause;
  }
};
