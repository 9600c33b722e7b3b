import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { FileSet, RenderedFile } from '../render/file-set.ts';
import { decodeRecord } from './decode-record.ts';
import { isRecorded } from './is-recorded.ts';
import { RECORD_PATH, type RecordedFile, type RecordInput, type ScaffoldRecord } from './record.ts';

type Input = RecordInput & {
  /** The version of kx that rendered the files. */
  readonly kx: string;
  /** Rendered paths of the files that their owner moved, and where to. */
  readonly moved?: ReadonlyMap<string, string>;
};

/**
 * Makes the record of what was rendered. What the record on disk has already is kept to the byte: its compressed
 * texts come from whatever zlib made them, and must not change where nothing else does.
 *
 * @param files as rendered; certificates and keys are left out
 * @param previous the text of the record on disk, whatever its state
 * @returns the record as one more file
 */
export function encodeRecord(input: Input, files: FileSet, previous?: string): RenderedFile {
  const record = recordOf(input, files);
  const old = decodeRecord(previous ?? '');
  if (!old.ok || previous === undefined) return recordFile(textOf(record, new Map()));
  return recordFile(isDeepStrictEqual(old.value, record) ? previous : textOf(record, encodedBases(previous)));
}

function recordFile(text: string): RenderedFile {
  return { path: RECORD_PATH, mode: 0o644, text };
}

function recordOf({ command, answers, inputs, kx, moved }: Input, files: FileSet): ScaffoldRecord {
  const recorded = files.filter(isRecorded).map(({ path, mode, text }): RecordedFile => {
    const at = moved?.get(path);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { path, mode, sha256, base: text, ...(at === undefined ? {} : { at }) };
  });
  const sorted = recorded.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { format: 1, kx, command, answers, inputs, files: sorted };
}

/** JSON with a line for each answer and each file, so that a change is a small diff under version control. */
function textOf({ files, answers, ...head }: ScaffoldRecord, encoded: ReadonlyMap<string, string>): string {
  const { format, kx, command, inputs } = head;
  const lines = files.map((file) => fileLine(file, encoded));
  const members = Object.entries(answers).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  return [
    '{',
    `"format":${format},`,
    `"kx":${JSON.stringify(kx)},`,
    `"command":${JSON.stringify(command)},`,
    `"answers":{\n${members.join(',\n')}\n},`,
    `"inputs":${JSON.stringify(inputs)},`,
    `"files":[\n${lines.join(',\n')}\n]`,
    '}',
    '',
  ].join('\n');
}

function fileLine(
  { path, at, mode, sha256, base }: RecordedFile,
  encoded: ReadonlyMap<string, string>,
): string {
  return JSON.stringify({
    path,
    ...(at === undefined ? {} : { at }),
    mode: mode.toString(8).padStart(4, '0'),
    sha256,
    base: encoded.get(sha256) ?? deflateRawSync(base, { level: 9 }).toString('base64'),
  });
}

/** @returns the bases of a record that was decoded, still encoded, by their sha256 */
function encodedBases(text: string): ReadonlyMap<string, string> {
  const { files }: { files: readonly { sha256: string; base: string }[] } = JSON.parse(text);
  return new Map(files.map(({ sha256, base }) => [sha256, base]));
}
