import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { errorCode } from './error-code.ts';

/** A process, told apart from an earlier or later one with the same number. */
export type ProcessIdentity = {
  readonly pid: number;
  /** Clock ticks between the machine's start and the process's (proc(5), field 22 of stat); empty without /proc. */
  readonly started: string;
  readonly host: string;
  /** The kernel's boot_id: another one is another machine of that name, or this one before it was restarted. */
  readonly boot: string;
  /** The PID namespace, as /proc names it: in another one the same number is another process. */
  readonly namespace: string;
};

/** @returns the identity of this process */
export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    started: readStat(process.pid)?.started ?? '',
    host: hostname(),
    boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: told(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/**
 * kx writes without a pause, so a process never finds work of its own that is still under way: what says so is left
 * from a step that failed.
 *
 * @returns whether another process of that identity may be at work; of another host or container nothing is known, so
 *   it may
 */
export function mayRun(identity: ProcessIdentity): boolean {
  const self = thisProcess();
  if (identity.host !== self.host) return true;
  if (differ(identity.boot, self.boot)) return false;
  if (differ(identity.namespace, self.namespace)) return true;
  if (identity.pid === self.pid) return false;
  if (!hasProcess(identity.pid)) return false;
  const stat = readStat(identity.pid);
  if (stat === undefined || identity.started === '') return true;
  return stat.started === identity.started && !stat.isDead;
}

/** What is not told differs from nothing. */
function differ(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}

/** @returns '' where there is no /proc */
function told(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Z and X: it has ended, though nobody has asked for its exit status yet, as in containers without an init. */
function readStat(pid: number): { readonly started: string; readonly isDead: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may hold blanks and parentheses.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { started: fields[18] ?? '', isDead: state === 'Z' || state === 'X' };
  } catch {
    return undefined;
  }
}
