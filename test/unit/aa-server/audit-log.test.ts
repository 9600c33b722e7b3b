import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openAuditFile } from '../../../templates/aa/typescript/src/server/audit/audit-file.ts';
import { createAuditLog } from '../../../templates/aa/typescript/src/server/audit/audit-log.ts';
import { microTime } from '../../../templates/aa/typescript/src/server/audit/micro-time.ts';
import { sourceAddresses } from '../../../templates/aa/typescript/src/server/audit/source-addresses.ts';
import { createCounter } from '../../../templates/aa/typescript/src/server/metrics/values.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const directory = useTemporaryDirectory();

const logOver = (write: (lines: string) => Promise<void>) => {
  const errors = createCounter({ name: 'errors', help: '', labels: ['plugin'] });
  const logged: string[] = [];
  const log = {
    verbosity: 0,
    info: () => {},
    error: (_: string, values: object = {}) => logged.push(JSON.stringify(values)),
  };
  const audit = createAuditLog({ write, close: async () => {} }, { errors, log });
  return { audit, logged, lost: (plugin: string) => errors.of(plugin).value };
};

it('writes what comes meanwhile in one piece, and all of it before it closes', async () => {
  const written: string[] = [];
  const { audit } = logOver(async (lines) => {
    await sleep(5);
    written.push(lines);
  });
  audit.write('a\n');
  audit.write('b\n');
  await sleep(1);
  audit.write('c\n');
  audit.write('d\n');
  await audit.close();
  expect(written.join('')).toBe('a\nb\nc\nd\n');
  expect(written.length).toBeLessThan(4);
});

it('counts what cannot be written, says so once, and goes on when it can', async () => {
  let works = false;
  const written: string[] = [];
  const { audit, lost, logged } = logOver(async (lines) => {
    if (!works) throw new Error('no space left');
    written.push(lines);
  });
  for (const line of ['a\n', 'b\n']) {
    audit.write(line);
    await sleep(5);
  }
  expect(lost('log')).toBe(2);
  expect(logged).toEqual(['{"plugin":"log","err":"no space left"}']);
  works = true;
  audit.write('c\n');
  await audit.close();
  expect(written).toEqual(['c\n']);
});

it('keeps ten thousand events while the backend does not answer, and counts those beyond', async () => {
  const { audit, lost } = logOver(() => new Promise(() => {}));
  audit.write('stuck\n');
  await sleep(5);
  for (let index = 0; index < 10_010; index += 1) audit.write('line\n');
  expect(lost('buffered')).toBe(10);
});

it('puts a file aside before it grows too large, and keeps the newest', async () => {
  const path = join(directory(), 'rotated', 'audit.log');
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const file = await openAuditFile({ path, maxBytes: 10, maxBackups: 2, maxDays: 0, now });
  for (const line of ['11111111\n', '22222222\n', '33333333\n', '44444444\n', '55555555\n']) {
    minute += 1;
    await file.write(line);
  }
  await file.close();
  expect(readdirSync(join(directory(), 'rotated')).sort()).toEqual([
    'audit-2026-01-01T00-04-00.000.log',
    'audit-2026-01-01T00-05-00.000.log',
    'audit.log',
  ]);
  expect(readFileSync(path, 'utf8')).toBe('55555555\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('goes on with a file that is there, and removes what is too old', async () => {
  const folder = join(directory(), 'old');
  const path = join(folder, 'audit.log');
  const now = () => new Date('2026-03-01T00:00:00Z');
  const options = { path, maxBytes: 10, maxBackups: 0, maxDays: 7, now };
  const before = await openAuditFile(options);
  await before.write('before\n');
  await before.close();
  for (const name of [
    'audit-2026-02-01T00-00-00.000.log',
    'audit-2026-02-27T00-00-00.000.log',
    'audit-notes.log',
  ])
    writeFileSync(join(folder, name), '');
  const file = await openAuditFile(options);
  await file.write('after..\n');
  await file.close();
  expect(readdirSync(folder).sort()).toEqual([
    'audit-2026-02-27T00-00-00.000.log',
    'audit-2026-03-01T00-00-00.000.log',
    'audit-notes.log',
    'audit.log',
  ]);
});

it.each([
  [0, '2026-01-01T00:00:00.999000Z'],
  [0.0016, '2026-01-01T00:00:00.999002Z'],
  [1.25, '2026-01-01T00:00:01.000250Z'],
])('is %d ms later at %s', (elapsed, text) => {
  expect(microTime(new Date('2026-01-01T00:00:00.999Z'), elapsed)).toBe(text);
});

it.each([
  [{}, '::ffff:10.0.0.1', ['10.0.0.1']],
  [{}, '::1', ['::1']],
  [{ 'x-forwarded-for': '1.1.1.1, nonsense, 2.2.2.2' }, '10.0.0.1', ['1.1.1.1', '2.2.2.2', '10.0.0.1']],
  [{ 'x-forwarded-for': '10.0.0.1' }, '10.0.0.1', ['10.0.0.1']],
  [{ 'x-real-ip': '3.3.3.3' }, '10.0.0.1', ['3.3.3.3', '10.0.0.1']],
  [{ 'x-forwarded-for': '3.3.3.3', 'x-real-ip': '3.3.3.3' }, '10.0.0.1', ['3.3.3.3', '10.0.0.1']],
])('%j from %s came from %j', (headers, remoteAddress, addresses) => {
  const all = Object.entries(headers);
  const request = {
    method: 'GET',
    target: '/',
    path: '/',
    query: new URLSearchParams(),
    header: (name: string) => all.find(([each]) => each === name)?.[1],
    headers: all,
    remoteAddress,
    isUpgradable: false,
    certificate: undefined,
    certificateChainValid: false,
    body: async () => new Uint8Array(),
  };
  expect(sourceAddresses(request)).toEqual(addresses);
});
