import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Entry = { readonly optionalDependencies?: Readonly<Record<string, string>>; readonly resolved?: string };

const lock: { readonly packages: Readonly<Record<string, Entry>> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);

it('names the packages of every platform, not only of the one it was made on', () => {
  const wanted = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => lock.packages[`node_modules/${name}`] === undefined)).toEqual([]);
});

it('names no download address, so that any registry serves it', () => {
  expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});
