import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { violationsOf } from '../../../src/checked.ts';
import { decodeRecord } from '../../../src/record/decode-record.ts';
import { encodeRecord } from '../../../src/record/encode-record.ts';
import type { FileSet } from '../../../src/render/file-set.ts';
import { fc } from '../../support/seeded-fast-check.ts';

const INPUT = {
  command: 'scaffold crd',
  kx: '0.1.0',
  answers: { group: 'example.com', kind: 'Tab', fields: ['spec.cron:string!'] },
  inputs: { caBundle: 'LS0t' },
} as const;

const FILES: FileSet = [
  { path: 'samples/full.yaml', text: 'kind: Tab\n', mode: 0o644 },
  { path: 'run', text: '#!/bin/sh\n', mode: 0o755 },
  { path: 'certs/ca.crt', text: 'certificate', mode: 0o644 },
  { path: 'secret.key', text: 'key', mode: 0o600 },
];

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const encode = (text: string | Buffer) => deflateRawSync(text).toString('base64');
const entry = (change: object = {}) => ({
  path: 'a.txt',
  mode: '0644',
  sha256: sha256('a\n'),
  base: encode('a\n'),
  ...change,
});
const record = (change: object = {}) => JSON.stringify({ format: 1, ...INPUT, files: [entry()], ...change });
const decoded = (text: string) => {
  const checked = decodeRecord(text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  return checked.value;
};
const said = (text: string) =>
  violationsOf(decodeRecord(text)).map(({ path, message }) => `${path}: ${message}`);

describe('encodeRecord', () => {
  it('is read back, sorted, without certificates and keys', () => {
    const { path, mode, text } = encodeRecord(INPUT, FILES);
    expect({ path, mode }).toEqual({ path: '.kx/record', mode: 0o644 });
    expect(decoded(text)).toEqual({
      format: 1,
      ...INPUT,
      files: [
        { path: 'run', mode: 0o755, sha256: sha256('#!/bin/sh\n'), base: '#!/bin/sh\n' },
        { path: 'samples/full.yaml', mode: 0o644, sha256: sha256('kind: Tab\n'), base: 'kind: Tab\n' },
      ],
    });
    expect(text).not.toContain(encode('key'));
  });

  it('has a line for each file, and ends with a line end', () => {
    const { text } = encodeRecord(INPUT, FILES);
    expect(text.split('\n').filter((line) => line.startsWith('{"path"'))).toHaveLength(2);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('remembers where a file was moved', () => {
    const moved = new Map([['run', 'bin/run']]);
    expect(decoded(encodeRecord({ ...INPUT, moved }, FILES).text).files[0]?.at).toBe('bin/run');
  });

  it('keeps the text of a record that says the same, whatever compressed it and ends its lines', () => {
    const other = encodeRecord(INPUT, FILES).text.replaceAll('\n', '\r\n');
    const previous = other.replace(
      /"base":"[^"]*"/,
      `"base":"${deflateRawSync('#!/bin/sh\n', { level: 0 }).toString('base64')}"`,
    );
    expect(encodeRecord(INPUT, FILES, previous).text).toBe(previous);
  });

  it('keeps the compressed text of a file that is rendered as before', () => {
    const stored = deflateRawSync('#!/bin/sh\n', { level: 0 }).toString('base64');
    const previous = encodeRecord(INPUT, FILES).text.replace(/"base":"[^"]*"/, `"base":"${stored}"`);
    const { text } = encodeRecord({ ...INPUT, kx: '0.2.0' }, FILES, previous);
    expect(text).toContain(stored);
    expect(decoded(text).kx).toBe('0.2.0');
  });

  it('takes nothing from a record that is damaged', () => {
    const { text } = encodeRecord(INPUT, FILES);
    expect(encodeRecord(INPUT, FILES, text.replace('"run"', '"../run"')).text).toBe(text);
  });
});

describe('decodeRecord', () => {
  it.each([
    { what: 'nothing', text: '', problem: 'record: is no JSON: it was cut off or edited' },
    { what: 'a list', text: '[]', problem: 'record: is no JSON object' },
    {
      what: 'a merge by git',
      text: `{\n<<<<<<< HEAD\n`,
      problem: 'record: has the markers of a merge in it',
    },
    {
      what: 'the next format',
      text: '{"format":2,"kx":"9.0.0"}',
      problem: 'format: is 2, and this kx reads 1: kx 9.0.0 made it',
    },
    { what: 'no format', text: '{}', problem: 'format: must be 1' },
    {
      what: 'another command',
      text: record({ command: 'rm' }),
      problem: 'command: must be scaffold aa or scaffold crd',
    },
    { what: 'answers that are a list', text: record({ answers: [] }), problem: 'answers: must be an object' },
    {
      what: 'inputs that are no texts',
      text: record({ inputs: { caBundle: 1 } }),
      problem: 'inputs: must hold strings alone',
    },
    { what: 'files that are no list', text: record({ files: {} }), problem: 'files: must be a list' },
    {
      what: 'too many files',
      text: record({ files: Array.from({ length: 10_001 }, () => 0) }),
      problem: 'files: has more than 10000 entries',
    },
    { what: 'a file that is none', text: record({ files: [null] }), problem: 'files[0]: is no object' },
    {
      what: 'a mode that kx does not give',
      text: record({ files: [entry({ mode: '4755' })] }),
      problem: 'files[0].mode: must be 0644 or 0755',
    },
    {
      what: 'another text',
      text: record({ files: [entry({ base: encode('b\n') })] }),
      problem: 'files[0].base: has another sha256',
    },
    {
      what: 'no base64',
      text: record({ files: [entry({ base: '!' })] }),
      problem: 'files[0].base: is no base64',
    },
    {
      what: 'no deflate',
      text: record({ files: [entry({ base: 'AAAA' })] }),
      problem: 'files[0].base: is damaged, or more than 4194304 bytes',
    },
    {
      what: 'a bomb',
      text: record({ files: [entry({ base: encode('0'.repeat(4194305)) })] }),
      problem: 'files[0].base: is damaged, or more than 4194304 bytes',
    },
    {
      what: 'no UTF-8',
      text: record({
        files: [entry({ base: encode(Buffer.from([0xff])), sha256: sha256(Buffer.from([0xff])) })],
      }),
      problem: 'files[0].base: is no UTF-8',
    },
    {
      what: 'a path twice',
      text: record({ files: [entry(), entry({ path: 'A.txt' })] }),
      problem: "files[1].path: 'a.txt' is there twice",
    },
    {
      what: 'two files at one place',
      text: record({ files: [entry(), entry({ path: 'b', at: 'a.txt' })] }),
      problem: "files[1].path: 'a.txt' is there twice",
    },
  ])('refuses $what', ({ text, problem }) => {
    expect(said(text)).toEqual([problem]);
  });

  it.each([
    ['', 'is empty'],
    ['../a', "has a segment that is empty, '.' or '..'"],
    ['a/../../b', "has a segment that is empty, '.' or '..'"],
    ['a//b', "has a segment that is empty, '.' or '..'"],
    ['a/', "has a segment that is empty, '.' or '..'"],
    ['/etc/passwd', 'is absolute'],
    ['C:/a', 'is absolute'],
    ['a\\b', 'has a backslash'],
    ['a\u0000b', 'has a control character'],
    ['.kx/record', 'is in .kx/, where kx scaffolds nothing'],
    ['.KX/lock', 'is in .KX/, where kx scaffolds nothing'],
    ['.git/hooks/pre-commit', 'is in .git/, where kx scaffolds nothing'],
    ['certs/ca.crt', 'is among the certificates and keys, which are never recorded'],
  ])('refuses the path %j, and that a file was moved there', (path, problem) => {
    expect(said(record({ files: [entry({ path })] }))).toEqual([`files[0].path: '${path}' ${problem}`]);
    expect(said(record({ files: [entry({ at: path })] }))).toEqual([`files[0].at: '${path}' ${problem}`]);
  });

  it('says everything at once', () => {
    const files = [entry({ path: '../a', mode: '0600', sha256: '' }), 1];
    expect(said(record({ kx: 1, command: 'x', answers: 1, inputs: 1, files }))).toHaveLength(8);
  });

  it('never throws, whatever was done to a record', () => {
    const { text } = encodeRecord(INPUT, FILES);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, length, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + length);
        const checked = decodeRecord(damaged);
        const files = checked.ok ? checked.value.files : [];
        for (const { base, sha256: sum } of files) expect(sha256(base)).toBe(sum);
        expect(checked.ok || checked.violations.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives what was deflated', () => {
    const [file] = decoded(record()).files;
    expect(inflateRawSync(Buffer.from(entry().base, 'base64')).toString()).toBe(file?.base);
  });
});
