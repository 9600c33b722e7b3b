import { readdir, readFile } from 'node:fs/promises';
import type { Metric } from './metric.ts';
import { createReadCounter, createReading } from './values.ts';

/** What every client library of Prometheus says of its process; what this system does not tell is left out. */
export const processMetrics = (): readonly Metric[] => {
  const started = (Date.now() - process.uptime() * 1000) / 1000;
  const reading = (name: string, help: string, read: () => number | Promise<number>) =>
    createReading({ name, help }, async () => [[[], await read()]]);
  return [
    createReadCounter(
      { name: 'process_cpu_seconds_total', help: 'Processor time that was used, in seconds.' },
      () => {
        const { user, system } = process.cpuUsage();
        return [[[], (user + system) / 1e6]];
      },
    ),
    reading('process_resident_memory_bytes', 'Resident memory, in bytes.', () => process.memoryUsage.rss()),
    reading('process_virtual_memory_bytes', 'Virtual memory, in bytes.', virtualBytes),
    reading('process_start_time_seconds', 'When the process started, in seconds since 1970.', () => started),
    reading('process_open_fds', 'Open file descriptors.', openFiles),
    reading('process_max_fds', 'File descriptors that may be open.', mostFiles),
  ];
};

const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

const mostFiles = async (): Promise<number> =>
  numberIn(await readFile('/proc/self/limits', 'utf8'), /^Max open files +(\d+)/m);

const virtualBytes = async (): Promise<number> =>
  numberIn(await readFile('/proc/self/status', 'utf8'), /^VmSize:\s+(\d+) kB/m) * 1024;

const numberIn = (text: string, pattern: RegExp): number => {
  const [, number] = pattern.exec(text) ?? [];
  if (number === undefined) throw new Error('the system does not say');
  return Number(number);
};
