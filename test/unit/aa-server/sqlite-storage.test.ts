import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CompactedError } from '../../../templates/aa/typescript/src/server/storage/compacted-error.ts';
import { findSqlite } from '../../../templates/aa/typescript/src/server/storage/sqlite-module.ts';
import { createSqliteStorage } from '../../../templates/aa/typescript/src/server/storage/sqlite-storage.ts';
import { nodeWithSqlite } from './sqlite-node.ts';
import { hasSqlite, objectOf, openSqlite, sizeOf, stored, temporaryDirectory } from './storage-suite.ts';

it.skipIf(hasSqlite)('says which Node it needs', () => {
  expect(() => openSqlite(temporaryDirectory())).toThrow(
    `--storage=sqlite needs Node 22.13 or later for node:sqlite, and this is ${process.version}`,
  );
});

describe.skipIf(!hasSqlite)('a file', () => {
  it('goes on after a restart where it was', async () => {
    const directory = temporaryDirectory();
    const before = openSqlite(directory);
    const a = await stored(before.create('/g/a', objectOf('a')));
    const b = await stored(before.create('/g/b', objectOf('b')));
    await before.replace(a, objectOf('a', 1));
    await before.remove(b, b.object);
    await before.close();

    const after = openSqlite(directory);
    expect(await after.currentResourceVersion()).toBe(104);
    expect((await after.list('/g/')).items.map(sizeOf)).toEqual([1]);
    expect(await after.list('/g/', 102)).toEqual({ resourceVersion: 102, items: [a, b] });
    const seen: string[] = [];
    await after.watch({
      prefix: '/g/',
      after: 102,
      onEvent: ({ type, current, previous }) =>
        seen.push(`${type} ${current.resourceVersion} ${previous?.resourceVersion}`),
    });
    const c = await stored(after.create('/g/c', objectOf('c')));
    expect(c.resourceVersion).toBe(105);
    expect(seen).toEqual(['MODIFIED 103 101', 'DELETED 104 102', 'ADDED 105 undefined']);
  });

  it('forgets what is too long ago, also over restarts', async () => {
    const directory = temporaryDirectory();
    const before = openSqlite(directory, 4);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await before.create(`/g/${name}`, objectOf(name));
    await before.close();
    const after = openSqlite(directory, 4);
    await expect(after.list('/g/', 101)).rejects.toThrow(CompactedError);
    expect((await after.list('/g/', 105)).items).toHaveLength(5);
    expect((await after.list('/g/')).items).toHaveLength(7);
  });

  it('finishes the writes that were asked for before it closes, and takes none after', async () => {
    const directory = temporaryDirectory();
    const storage = openSqlite(directory);
    const asked = storage.create('/g/a', objectOf('a'));
    await storage.close();
    expect((await asked)?.resourceVersion).toBe(101);
    await expect(storage.create('/g/b', objectOf('b'))).rejects.toThrow('the storage is closed');
    expect((await openSqlite(directory).list('')).items).toHaveLength(1);
  });

  it('is for one process alone', () => {
    const directory = temporaryDirectory();
    openSqlite(directory);
    expect(() => openSqlite(directory)).toThrow(
      `${directory}/objects.db cannot be used: another process uses it: each server needs a --data-dir of its own`,
    );
  });

  it.each([
    ['no database', 'it is no SQLite database: move it away, or give another --data-dir'],
    ['CREATE TABLE t (c)', 'it is the database of another program'],
    [
      'PRAGMA user_version = 2',
      'it has schema version 2, and this server knows 1: run the newer server that wrote it',
    ],
  ])('is refused: %s', async (content, sentence) => {
    const directory = temporaryDirectory();
    const path = join(directory, 'objects.db');
    if (content.startsWith('PRAGMA')) await openSqlite(directory).close();
    if (content === 'no database') writeFileSync(path, content.repeat(100));
    else changeFile(path, content);
    expect(() => createSqliteStorage({ directory, startResourceVersion: 100 })).toThrow(
      `${path} cannot be used: ${sentence}`,
    );
  });
});

const changeFile = (path: string, sql: string): void => {
  const sqlite = findSqlite();
  if (sqlite === undefined) throw new Error('there is no SQLite');
  const database = new sqlite.DatabaseSync(path);
  database.exec(sql);
  database.close();
};

const node = nodeWithSqlite() ?? '';

it.skipIf(node === '')('loses no acknowledged write when 10 writers are killed', async () => {
  const directory = temporaryDirectory();
  const program = join(directory, 'writers.mjs');
  const entryPoints = ['test/unit/aa-server/sqlite-writers.ts'];
  await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: program });
  const data = join(directory, 'data');
  for (const wanted of [200, 500]) {
    const acknowledged = sizes(await killAfter(wanted, [program, 'write', data]));
    const found = sizes(execFileSync(node, [program, 'read', data], { encoding: 'utf8', stdio: 'pipe' }));
    expect(acknowledged.size).toBe(10);
    for (const [key, size] of acknowledged) expect(found.get(key)).toBeGreaterThanOrEqual(size);
    execFileSync('rm', ['-r', data]);
  }
});

/** What a program printed before it was killed in the middle of its work, after at least so many lines. */
const killAfter = (lines: number, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.split('\n').length > lines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(printed) : reject(new Error(`it ended by itself: ${printed}`)),
    );
  });

/** The last whole line of each key. */
const sizes = (printed: string): Map<string, number> =>
  new Map(
    printed
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(' '))
      .map(([key = '', size]) => [key, Number(size)]),
  );
