import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRecord } from '../../../src/read/read-record.ts';
import { encodeRecord } from '../../../src/record/encode-record.ts';
import { tempDir } from '../../support/temp-dir.ts';

const INPUT = { command: 'scaffold crd', kx: '0.1.0', answers: {}, inputs: {} } as const;

function withRecord(text: string): string {
  const root = tempDir();
  mkdirSync(join(root, '.kx'));
  writeFileSync(join(root, '.kx', 'record'), text);
  return root;
}

it('reads the record of a directory', () => {
  const { text } = encodeRecord(INPUT, [{ path: 'a', text: 'a\n', mode: 0o644 }]);
  const stored = readRecord(withRecord(text), 'my-aa');
  expect(stored.text).toBe(text);
  expect(stored.record).toMatchObject({ ...INPUT, files: [{ path: 'a', base: 'a\n' }] });
});

it.each([
  {
    what: 'no directory',
    root: () => join(tempDir(), 'absent'),
    message: 'there is no directory my-aa to update',
  },
  {
    what: 'no record',
    root: tempDir,
    message: 'my-aa/.kx/record is missing: kx did not scaffold this directory, or its record was removed',
  },
  {
    what: 'a damaged record',
    root: () => withRecord('{'),
    message: 'my-aa/.kx/record cannot be read, and nothing was written',
  },
])('says what to do about $what', ({ root, message }) => {
  expect(() => readRecord(root(), 'my-aa')).toThrow(expect.objectContaining({ exitCode: 2, message }));
});

it('does not read through a link', () => {
  const root = tempDir();
  symlinkSync(tempDir(), join(root, '.kx'));
  expect(() => readRecord(root, '.')).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining('a symbolic link') }),
  );
});
