import { type Checked, invalid, valid, violationsOf } from '../checked.ts';
import type { Violation } from '../errors.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { decodeRecordedFile } from './decode-recorded-file.ts';
import type { RecordedFile, RecordInput, ScaffoldRecord } from './record.ts';

/** Files of one record; kx renders about two hundred. */
const MAX_FILES = 10_000;
const COMMANDS: readonly RecordInput['command'][] = ['scaffold aa', 'scaffold crd'];

/**
 * Reads a record, which may have been edited, merged, cut off or made by another version.
 *
 * @param text of `.kx/record`
 * @returns the record with all texts, or everything that is wrong with it; paths are within the record
 */
export function decodeRecord(text: string): Checked<ScaffoldRecord> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const { format, kx, answers } = parsed.value;
  if (format !== 1) return invalid([formatViolation(parsed.value)]);
  const files = decodeFiles(parsed.value['files']);
  const inputs = decodeInputs(parsed.value['inputs']);
  const command = COMMANDS.find((each) => each === parsed.value['command']);
  const violations = [
    ...(typeof kx === 'string'
      ? []
      : [{ path: 'kx', message: 'must be the version that rendered the files' }]),
    ...(command === undefined ? [{ path: 'command', message: `must be ${COMMANDS.join(' or ')}` }] : []),
    ...(isJsonObject(answers) ? [] : [{ path: 'answers', message: 'must be an object' }]),
    ...violationsOf(inputs),
    ...violationsOf(files),
  ];
  if (typeof kx !== 'string' || command === undefined || !isJsonObject(answers)) return invalid(violations);
  if (!inputs.ok || !files.ok) return invalid(violations);
  return valid({ format, kx, command, answers, inputs: inputs.value, files: files.value });
}

function parse(text: string): Checked<JsonObject> {
  if (/^<{7}( |\r?$)/mu.test(text)) {
    const hint = 'take one side of it whole, and run kx scaffold update again';
    return invalid([{ path: 'record', message: 'has the markers of a merge in it', hint }]);
  }
  try {
    const value: JsonValue = JSON.parse(text);
    if (isJsonObject(value)) return valid(value);
    return invalid([{ path: 'record', message: 'is no JSON object' }]);
  } catch {
    return invalid([{ path: 'record', message: 'is no JSON: it was cut off or edited' }]);
  }
}

function formatViolation({ format, kx }: JsonObject): Violation {
  const isNewer = typeof format === 'number' && format > 1;
  if (!isNewer) return { path: 'format', message: 'must be 1' };
  const maker = typeof kx === 'string' ? `kx ${kx}` : 'a newer kx';
  return {
    path: 'format',
    message: `is ${format}, and this kx reads 1: ${maker} made it`,
    hint: 'update kx, and run this again',
  };
}

function decodeInputs(value: JsonValue | undefined): Checked<Readonly<Record<string, string>>> {
  if (!isJsonObject(value)) return invalid([{ path: 'inputs', message: 'must be an object' }]);
  const texts = Object.entries(value).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
  return texts.length === Object.keys(value).length
    ? valid(Object.fromEntries(texts))
    : invalid([{ path: 'inputs', message: 'must hold strings alone' }]);
}

function decodeFiles(value: JsonValue | undefined): Checked<readonly RecordedFile[]> {
  if (!isJsonList(value)) return invalid([{ path: 'files', message: 'must be a list' }]);
  if (value.length > MAX_FILES)
    return invalid([{ path: 'files', message: `has more than ${MAX_FILES} entries` }]);
  const decoded = value.map((entry, index) => decodeRecordedFile(entry, `files[${index}]`));
  const files = decoded.flatMap((file) => (file.ok ? [file.value] : []));
  const violations = [...decoded.flatMap(violationsOf), ...duplicates(files)];
  if (violations.length > 0) return invalid(violations);
  return valid(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}

/** On file systems that fold case two such paths are one file. */
function duplicates(files: readonly RecordedFile[]): readonly Violation[] {
  const seen = new Set<string>();
  return files.flatMap(({ path, at }, index) => {
    const places = [path, ...(at === undefined ? [] : [at])].map((place) => place.toLowerCase());
    const twice = places.find((place) => seen.has(place));
    for (const place of places) seen.add(place);
    return twice === undefined
      ? []
      : [{ path: `files[${index}].path`, message: `'${twice}' is there twice` }];
  });
}
