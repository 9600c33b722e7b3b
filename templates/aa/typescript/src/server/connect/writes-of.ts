import type { ApiObject } from '../api/api-object.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';

/** Who wrote to an object, and when last. */
export type ObjectWrite = { readonly time: Date; readonly manager: string; readonly operation: string };

/** The last write of each writer, the oldest first, as far as managedFields tell. */
export const writesOf = ({ metadata }: ApiObject): readonly ObjectWrite[] =>
  (metadata.managedFields ?? []).flatMap(writeOf).sort((a, b) => a.time.getTime() - b.time.getTime());

const writeOf = (entry: JsonValue): readonly ObjectWrite[] => {
  if (!isJsonObject(entry)) return [];
  const { time, manager, operation, subresource } = entry;
  const date = new Date(String(time));
  if (Number.isNaN(date.getTime())) return [];
  const what = [operation, subresource].filter((each) => typeof each === 'string' && each !== '').join(' ');
  return [{ time: date, manager: String(manager), operation: what }];
};
