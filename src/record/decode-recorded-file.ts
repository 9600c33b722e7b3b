import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { type Checked, invalid, valid } from '../checked.ts';
import type { Violation } from '../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { isRecorded } from './is-recorded.ts';
import type { RecordedFile } from './record.ts';
import { recordedPathProblem } from './recorded-path-problem.ts';

/** Bytes of one text: far above anything that kx renders, far below what hurts. */
const MAX_TEXT = 4 * 1024 * 1024;
const MODES: ReadonlyMap<JsonValue | undefined, number> = new Map([
  ['0644', 0o644],
  ['0755', 0o755],
]);

/**
 * Reads one entry of a record's `files`.
 *
 * @param at where it stands: `files[3]`
 * @returns the file with its text, or everything that is wrong with the entry
 */
export function decodeRecordedFile(value: JsonValue, at: string): Checked<RecordedFile> {
  if (!isJsonObject(value)) return invalid([{ path: at, message: 'is no object' }]);
  const path = textOf(value, 'path');
  const moved = textOf(value, 'at');
  const mode = MODES.get(value['mode']);
  const base = decodeBase(value);
  const violations: readonly Violation[] = [
    ...pathViolations(path, `${at}.path`),
    ...(value['at'] === undefined ? [] : pathViolations(moved, `${at}.at`)),
    ...(mode === undefined ? [{ path: `${at}.mode`, message: 'must be 0644 or 0755' }] : []),
    ...('problem' in base ? [{ path: `${at}.base`, message: base.problem }] : []),
  ];
  if (violations.length > 0 || path === undefined || mode === undefined || 'problem' in base) {
    return invalid(violations);
  }
  return valid({ path, ...(moved === undefined ? {} : { at: moved }), mode, ...base });
}

function textOf(value: JsonObject, key: string): string | undefined {
  const member = value[key];
  return typeof member === 'string' ? member : undefined;
}

function pathViolations(text: string | undefined, path: string): readonly Violation[] {
  if (text === undefined) return [{ path, message: 'is missing, or no string' }];
  const message = recordedPathProblem(text);
  if (message !== undefined) return [{ path, message: `'${text}' ${message}` }];
  if (isRecorded({ path: text, mode: 0o644 })) return [];
  return [{ path, message: `'${text}' is among the certificates and keys, which are never recorded` }];
}

type Base = Pick<RecordedFile, 'base' | 'sha256'>;

function decodeBase(value: JsonObject): Base | { readonly problem: string } {
  const encoded = textOf(value, 'base');
  const sha256 = textOf(value, 'sha256');
  if (encoded === undefined || sha256 === undefined) return { problem: 'base and sha256 must be strings' };
  if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(encoded)) return { problem: 'is no base64' };
  const content = inflate(encoded);
  if (content === undefined) return { problem: `is damaged, or more than ${MAX_TEXT} bytes` };
  if (createHash('sha256').update(content).digest('hex') !== sha256) return { problem: 'has another sha256' };
  return isUtf8(content) ? { base: content.toString('utf8'), sha256 } : { problem: 'is no UTF-8' };
}

function inflate(encoded: string): Buffer | undefined {
  try {
    return inflateRawSync(Buffer.from(encoded, 'base64'), { maxOutputLength: MAX_TEXT });
  } catch {
    return undefined;
  }
}
