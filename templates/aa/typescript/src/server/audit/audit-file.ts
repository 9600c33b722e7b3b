import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { AuditOptions } from '../options/server-options.ts';
import type { AuditBackend } from './audit-log.ts';

/** A file, and when it is put aside. */
export type AuditFileOptions = Pick<AuditOptions, 'maxBytes' | 'maxBackups' | 'maxDays'> & {
  readonly path: string;
  readonly now: () => Date;
};

type Open = { readonly handle: FileHandle; size: number };

/**
 * Appends to a file that only its owner can read. One that would grow too large is put aside under the time in its
 * name, and the oldest of those are removed (gopkg.in/natefinch/lumberjack.v2, which k8s.io/apiserver uses).
 *
 * @throws Error of node:fs where it cannot be opened
 */
export const openAuditFile = async (options: AuditFileOptions): Promise<AuditBackend> => {
  const { path, maxBytes } = options;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let current: Open | undefined = await openFile(path);
  return {
    write: async (lines) => {
      const bytes = Buffer.from(lines);
      current ??= await openFile(path);
      if (maxBytes > 0 && current.size > 0 && current.size + bytes.length > maxBytes) {
        await current.handle.close();
        current = undefined;
        await putAside(options);
        current = await openFile(path);
      }
      await current.handle.appendFile(bytes);
      current.size += bytes.length;
    },
    close: async () => {
      await current?.handle.close();
      current = undefined;
    },
  };
};

const openFile = async (path: string): Promise<Open> => {
  const handle = await open(path, 'a', 0o600);
  const { size } = await handle.stat();
  return { handle, size };
};

const putAside = async (options: AuditFileOptions): Promise<void> => {
  const { path, now } = options;
  const time = now().toISOString().slice(0, -1).replaceAll(':', '-');
  await rename(path, `${stem(path)}-${time}${extname(path)}`);
  await removeOldest(options).catch(() => undefined);
};

const stem = (path: string): string => join(dirname(path), basename(path, extname(path)));

const dayMilliseconds = 24 * 60 * 60 * 1000;

const removeOldest = async ({ path, maxBackups, maxDays, now }: AuditFileOptions): Promise<void> => {
  const former = (await readdir(dirname(path)))
    .map((name) => ({ name, time: timeIn(name, path) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => b.time - a.time);
  const oldest = maxDays === 0 ? Number.NEGATIVE_INFINITY : now().getTime() - maxDays * dayMilliseconds;
  const removed = former.filter(
    ({ time }, index) => (maxBackups > 0 && index >= maxBackups) || time < oldest,
  );
  for (const { name } of removed) await rm(join(dirname(path), name), { force: true });
};

/** When a file was put aside; NaN for one that is no former audit log. */
const timeIn = (name: string, path: string): number => {
  const prefix = `${basename(stem(path))}-`;
  const suffix = extname(path);
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return Number.NaN;
  const [, date, clock] =
    /^(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d\.\d{3})$/.exec(
      name.slice(prefix.length, name.length - suffix.length),
    ) ?? [];
  return clock === undefined ? Number.NaN : Date.parse(`${date}T${clock.replaceAll('-', ':')}Z`);
};
