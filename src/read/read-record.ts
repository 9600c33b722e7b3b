import { UsageError } from '../errors.ts';
import { decodeRecord } from '../record/decode-record.ts';
import { RECORD_PATH, type ScaffoldRecord } from '../record/record.ts';
import { fileBelow } from '../render/file-below.ts';
import { readTarget } from '../write/read-target.ts';

/** A record, and the text that it stands in. */
export type StoredRecord = { readonly record: ScaffoldRecord; readonly text: string };

/**
 * Reads what a directory was scaffolded from.
 *
 * @param root absolute path of the directory
 * @param named the same as the user named it
 * @throws UsageError where there is no record, or none that can be read; with what to do
 */
export function readRecord(root: string, named: string): StoredRecord {
  const { exists, entries } = readTarget(root, [{ path: RECORD_PATH }]);
  const entry = entries.get(RECORD_PATH) ?? { kind: 'absent' };
  const path = fileBelow(named, RECORD_PATH);
  if (entry.kind === 'blocked')
    throw new UsageError(`${entry.by} is ${entry.what}; nothing was read through it`);
  if (entry.kind === 'absent') throw missing({ named, path, exists });
  const decoded = decodeRecord(entry.text);
  if (decoded.ok) return { record: decoded.value, text: entry.text };
  throw new UsageError(`${path} cannot be read, and nothing was written`, {
    hint: 'restore it from version control, or scaffold into another directory and carry your changes over',
    violations: decoded.violations,
  });
}

type Missing = { readonly named: string; readonly path: string; readonly exists: boolean };

function missing({ named, path, exists }: Missing): UsageError {
  if (!exists) return new UsageError(`there is no directory ${named} to update`);
  return new UsageError(`${path} is missing: kx did not scaffold this directory, or its record was removed`, {
    hint: `name the directory that kx wrote, or restore the record from version control; kx scaffold crd or aa with --out ${named} and the answers of then makes a new one`,
  });
}
