import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { RECORD_PATH } from '../record/record.ts';
import { recordedPathProblem } from '../record/recorded-path-problem.ts';
import type { Journal, JournaledDirectory, JournaledFile } from './journal.ts';

/**
 * Reads a journal with mistrust: a checkout may bring one along, and what it names is moved and removed.
 *
 * @returns undefined where it is none that this kx wrote; no path in it leads out of the target
 */
export function decodeJournal(text: string): Journal | undefined {
  const value = parse(text);
  if (!isJsonObject(value) || value['format'] !== 1) return undefined;
  const { id } = value;
  const files = listOf(value['files'], fileOf);
  const made = listOf(value['made'], directoryOf);
  const emptied = isJsonList(value['emptied']) ? value['emptied'].filter(isBelow) : undefined;
  if (typeof id !== 'string' || !/^[0-9a-f]{1,32}$/.test(id)) return undefined;
  if (files === undefined || made === undefined || emptied === undefined) return undefined;
  return { format: 1, id, files, made, emptied };
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined where any member is not what it should be */
function listOf<T>(
  value: JsonValue | undefined,
  memberOf: (member: JsonObject) => T | undefined,
): readonly T[] | undefined {
  if (!isJsonList(value)) return undefined;
  const members = value.flatMap((member) => (isJsonObject(member) ? [memberOf(member)] : []));
  const whole = members.filter((member) => member !== undefined);
  return whole.length === value.length ? whole : undefined;
}

function fileOf({ path, before, after }: JsonObject): JournaledFile | undefined {
  if (!isBelow(path) || !isHash(before) || !isHash(after)) return undefined;
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function directoryOf({ path, mode }: JsonObject): JournaledDirectory | undefined {
  if (!isBelow(path)) return undefined;
  return typeof mode === 'number' && mode >= 0 && mode <= 0o777 ? { path, mode } : undefined;
}

function isBelow(path: JsonValue | undefined): path is string {
  return typeof path === 'string' && (path === RECORD_PATH || recordedPathProblem(path) === undefined);
}

function isHash(value: JsonValue | undefined): value is string | undefined {
  return value === undefined || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
}
