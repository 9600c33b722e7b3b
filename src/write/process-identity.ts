import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { errorCode } from './error-code.ts';

/** A process, told apart from an earlier or later one with the same number. */
export type ProcessIdentity = {
  readonly pid: number;
  /** Clock ticks between the machine's start and the process's (proc(5), field 22 of stat); empty without /proc. */
  readonly started: string;
  readonly host: string;
};

/** @returns the identity of this process */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: readStat(process.pid)?.started ?? '', host: hostname() };
}

/**
 * kx writes without a pause, so a process never finds work of its own that is still under way: what says so is left
 * from a step that failed.
 *
 * @returns whether another process of that identity may be at work; of another host nothing is known, so it may
 */
export function mayRun(identity: ProcessIdentity): boolean {
  const self = thisProcess();
  if (identity.host !== self.host) return true;
  if (identity.pid === self.pid) return false;
  if (!hasProcess(identity.pid)) return false;
  const stat = readStat(identity.pid);
  if (stat === undefined || identity.started === '') return true;
  return stat.started === identity.started && !stat.isDead;
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
