import { partialObjectMetadata } from '../../representation/partial-object-metadata.ts';
import type { View } from '../../representation/represent.ts';
import { tableOf } from '../../representation/table.ts';
import type { StoredObject } from '../../storage/storage.ts';

/** The types of a watch event that carry an object. */
export type WatchEventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';

/** Writes one event of a watch as a line of JSON. */
export type WatchEncoder = (type: WatchEventType, item: StoredObject) => string;

/** An encoder for one watch: of Tables only the first one says what its columns are, as upstream does. */
export const createWatchEncoder = (view: Omit<View, 'now'>, now: () => Date): WatchEncoder => {
  const { kind, representation } = view;
  let isFirst = true;
  if (representation.form === 'object') return sharedLine;
  if (representation.form === 'metadata') {
    const { apiVersion } = representation;
    return (type, item) => line(type, JSON.stringify(partialObjectMetadata(item.object, apiVersion)));
  }
  return (type, item) => {
    const metadata = { resourceVersion: String(item.resourceVersion) };
    const table = tableOf({
      kind,
      representation,
      items: [item],
      metadata,
      now: now(),
      withColumns: isFirst,
    });
    isFirst = false;
    return line(type, JSON.stringify(table));
  };
};

let latest: { readonly type: WatchEventType; readonly item: StoredObject; readonly text: string } | undefined;

/** An event goes to one watch after the other, so that the latest line is the one most of them need. */
const sharedLine: WatchEncoder = (type, item) => {
  if (latest?.item !== item || latest.type !== type) latest = { type, item, text: line(type, item.json) };
  return latest.text;
};

const line = (type: WatchEventType, json: string): string => `{"type":"${type}","object":${json}}\n`;

/** The line that ends a watch which cannot go on: a Status as an event of type ERROR. */
export const errorLine = (status: object): string => `{"type":"ERROR","object":${JSON.stringify(status)}}\n`;
