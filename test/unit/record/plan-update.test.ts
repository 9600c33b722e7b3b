import { describe, expect, it } from 'vitest';
import { decodeRecord } from '../../../src/record/decode-record.ts';
import { encodeRecord } from '../../../src/record/encode-record.ts';
import { isNewerVersion } from '../../../src/record/is-newer-version.ts';
import { planUpdate } from '../../../src/record/plan-update.ts';
import type { FileSet } from '../../../src/render/file-set.ts';
import type { TargetEntry } from '../../../src/write/target.ts';

const INPUT = { command: 'scaffold aa', kx: '0.1.0', answers: { name: 'my-aa' }, inputs: {} } as const;
const BASE: FileSet = [
  { path: 'a.txt', text: 'one\ntwo\nthree\n', mode: 0o644 },
  { path: 'certs/ca.key', text: 'old key', mode: 0o600 },
];
const RECORD = encodeRecord(INPUT, BASE).text;

type Options = {
  readonly disk?: Readonly<Record<string, string>>;
  readonly files?: FileSet;
  readonly kx?: string;
};

function plan({ disk = {}, files = BASE, kx = '0.1.0' }: Options) {
  const decoded = decodeRecord(RECORD);
  if (!decoded.ok) throw new Error('the record cannot be read');
  const texts = { 'a.txt': 'one\ntwo\nthree\n', '.kx/record': RECORD, ...disk };
  const entries = new Map(
    Object.entries(texts).map(([path, text]): [string, TargetEntry] => [
      path,
      { kind: 'file', text, mode: 0o640, isText: true },
    ]),
  );
  return planUpdate({
    record: decoded.value,
    next: { ...INPUT, kx },
    files,
    target: { root: '/root', exists: true, entries },
    strays: new Map(),
    force: false,
  });
}

const actions = (options: Options) => plan(options).files.map(({ path, action }) => `${path} ${action}`);

describe('planUpdate', () => {
  it('has nothing to do where nothing changed, the record included', () => {
    const { files } = plan({ disk: { 'certs/ca.key': 'key' } });
    expect(files.map(({ action }) => action)).toEqual(['same', 'same', 'same']);
    expect(files.every(({ text, before, mode, beforeMode }) => text === before && mode === beforeMode)).toBe(
      true,
    );
  });

  it('keeps certificates and keys that are there, and makes those that are not', () => {
    const files: FileSet = [...BASE.slice(0, 1), { path: 'certs/ca.key', text: 'new key', mode: 0o600 }];
    expect(actions({ files, disk: { 'certs/ca.key': 'key' } })).toEqual([
      '.kx/record same',
      'a.txt same',
      'certs/ca.key same',
    ]);
    expect(actions({ files })).toEqual(['.kx/record same', 'a.txt same', 'certs/ca.key create']);
  });

  it('records the new rendering, whatever became of it', () => {
    const files: FileSet = [{ path: 'a.txt', text: 'ONE\ntwo\nthree\n', mode: 0o644 }];
    const planned = plan({ files, disk: { 'a.txt': 'uno\ntwo\nthree\n' } }).files;
    expect(planned.map(({ path, action }) => `${path} ${action}`)).toEqual([
      '.kx/record change',
      'a.txt conflict',
    ]);
    const decoded = decodeRecord(planned[0]?.text ?? '');
    expect(decoded.ok && decoded.value.files[0]?.base).toBe('ONE\ntwo\nthree\n');
  });

  it('records the version of kx', () => {
    expect(actions({ kx: '0.2.0' })).toEqual(['.kx/record change', 'a.txt same', 'certs/ca.key create']);
  });

  it('refuses a tree that has conflicts of an earlier merge', () => {
    const text = 'one\n<<<<<<< yours\ntwo\n=======\n2\n>>>>>>> kx 0.1.0\nthree\n';
    expect(() => plan({ disk: { 'a.txt': text } })).toThrow(
      expect.objectContaining({
        exitCode: 4,
        violations: [{ path: 'a.txt:2', message: 'a conflict begins here' }],
      }),
    );
  });

  it('refuses to write over what kx did not make', () => {
    const files: FileSet = [...BASE, { path: 'b.txt', text: 'b\n', mode: 0o644 }];
    expect(() => plan({ files, disk: { 'b.txt': 'mine\n' } })).toThrow(
      expect.objectContaining({ exitCode: 3 }),
    );
  });
});

it.each([
  ['0.2.0', '0.1.9', true],
  ['1.0.0', '0.9.9', true],
  ['0.10.0', '0.9.0', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.2.0', false],
  ['0.1.0-rc.1', '0.1.0', false],
  ['', '0.1.0', false],
])('%s is newer than %s: %s', (one, other, expected) => {
  expect(isNewerVersion(one, other)).toBe(expected);
});
