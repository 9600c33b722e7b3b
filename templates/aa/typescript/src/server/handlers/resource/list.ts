import { expired } from '../../api/api-errors.ts';
import type { ListMeta } from '../../api/api-object.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representList } from '../../representation/represent.ts';
import { listRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import { readSelection, type Selection } from '../../selectors/selection.ts';
import { CompactedError } from '../../storage/compacted-error.ts';
import type { StoredList, StoredObject } from '../../storage/storage.ts';
import { anyResourceVersion, encodeContinue } from './continue-token.ts';
import { type ListOptions, readListOptions } from './list-options.ts';
import { untilVersion } from './requested-version.ts';
import { prefixOf, type ResourceInput } from './resource-input.ts';
import { sharedReply } from './shared-reply.ts';

/** GET of a collection: one namespace's or all, whole or in pages of one state. */
export const listObjects = async (input: ResourceInput): Promise<Reply> => {
  const representation = listRepresentation(input.request);
  const options = readListOptions(input.request.query, false);
  const selection = readSelection(input.request.query, input.kind);
  const { items, metadata } = await readPage(input, options, selection);
  const { kind, server } = input;
  const write = () => representList(items, metadata, { kind, representation, now: server.now() });
  const isSame = representation.form === 'object' && metadata.continue === undefined;
  return isSame ? sharedReply(items, kind, write) : jsonReply(200, write());
};

/** One page of a list: its items and what the client needs to go on. */
export const readPage = async (
  input: ResourceInput,
  options: ListOptions,
  selection: Selection,
): Promise<{ readonly items: readonly StoredObject[]; readonly metadata: ListMeta }> => {
  const prefix = prefixOf(input);
  const list = await readState(input, options);
  const start = options.continueFrom === undefined ? '' : prefix + options.continueFrom.start;
  const isWhole = selection.all && start === '';
  const selected = isWhole
    ? list.items
    : list.items.filter((item) => item.key > start && selection.includes(item));
  const items = options.limit === 0 ? selected : selected.slice(0, options.limit);
  const remaining = selected.length - items.length;
  const last = items.at(-1);
  const resourceVersion = String(list.resourceVersion);
  if (remaining === 0 || last === undefined) return { items, metadata: { resourceVersion } };
  const next = encodeContinue({ rv: list.resourceVersion, start: last.key.slice(prefix.length) });
  return {
    items,
    metadata: {
      resourceVersion,
      continue: next,
      ...(selection.all ? { remainingItemCount: remaining } : {}),
    },
  };
};

const readState = async (input: ResourceInput, options: ListOptions): Promise<StoredList> => {
  const { storage } = input.server;
  const token = options.continueFrom;
  const wanted = token?.rv ?? options.resourceVersion ?? 0;
  await untilVersion(storage, wanted);
  const exact = token !== undefined ? token.rv !== anyResourceVersion : isExact(options);
  try {
    return await storage.list(prefixOf(input), exact ? wanted : undefined, options.resourceVersion);
  } catch (cause) {
    if (!(cause instanceof CompactedError)) throw cause;
    throw tooOld(wanted, cause.oldest, token?.start);
  }
};

/** Pages at an explicit version show that version; all other lists show the state of now, which is not older. */
const isExact = ({ match, resourceVersion, limit }: ListOptions): boolean =>
  match === 'Exact' || (match === '' && limit > 0 && resourceVersion !== undefined && resourceVersion > 0);

const tooOld = (wanted: number, oldest: number, start: string | undefined) =>
  start === undefined
    ? expired(`The resourceVersion for the provided list is too old: ${wanted} (${oldest})`)
    : expired(
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
        encodeContinue({ rv: anyResourceVersion, start }),
      );
