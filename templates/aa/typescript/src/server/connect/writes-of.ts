import type { ApiObject } from '../api/api-object.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';

/** Who wrote to an object, and when last. */
export type ObjectWrite = { readonly time: Date; readonly manager: string; readonly operation: string };

/** The last write of each writer, the oldest first, as far as managedFields tell. */
export const writesOf = ({ metadata }: ApiObject): readonly ObjectWrite[] =>
  inOrder(metadata.managedFields ?? []);

/** Who made of an object what it is now, as far as managedFields tell: their times are no finer than seconds. */
export const writerOf = (object: ApiObject, before: ApiObject): string => {
  const known = new Set((before.metadata.managedFields ?? []).map((entry) => JSON.stringify(entry)));
  const all = object.metadata.managedFields ?? [];
  const changed = all.filter((entry) => !known.has(JSON.stringify(entry)));
  return inOrder(changed.length === 0 ? all : changed).at(-1)?.manager ?? 'somebody';
};

const inOrder = (entries: readonly JsonValue[]): readonly ObjectWrite[] =>
  entries.flatMap(writeOf).sort((a, b) => a.time.getTime() - b.time.getTime());

const writeOf = (entry: JsonValue): readonly ObjectWrite[] => {
  if (!isJsonObject(entry)) return [];
  const { time, manager, operation, subresource } = entry;
  const date = new Date(String(time));
  if (Number.isNaN(date.getTime())) return [];
  const what = [operation, subresource].filter((each) => typeof each === 'string' && each !== '').join(' ');
  return [{ time: date, manager: String(manager), operation: what }];
};
