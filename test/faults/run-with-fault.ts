import { type Call, wrapFileSystem } from './wrap-file-system.js';

/** What goes wrong in a run. Calls are counted from 0. */
export type Fault =
  /** The process is gone: before the call, half-way through what it writes, or after it. */
  | { readonly kind: 'kill'; readonly at: number; readonly when: 'before' | 'during' | 'after' }
  /** The call fails, and where `isFor` is given every later one that it says so of. */
  | {
      readonly kind: 'error';
      readonly at: number;
      readonly code: string;
      readonly isFor?: (call: Call) => boolean;
    };

export type Disk = (call: Call) => string | undefined;

/** What became of a run. */
export type Outcome = {
  readonly calls: readonly Call[];
  /** What it threw, if anything; meaningless where it was killed. */
  readonly error: unknown;
};

export type Run = {
  /** Absolute; calls elsewhere are not looked at. */
  readonly directory: string;
  readonly fault?: Fault;
  /** What the disk can not do anyway: the code of the error that a call is answered with. */
  readonly disk?: Disk;
  /** Called after each call that was made. */
  readonly watch?: (call: Call) => void;
  readonly work: () => Promise<unknown>;
};

/**
 * Runs work in this process while something goes wrong with its file system. A kill is as good as a real one: nothing
 * that the work does after it, in `finally` or elsewhere, reaches the disk. What is synced is not: it takes long, and
 * nobody pulls the plug here.
 */
export async function runWithFault({ directory, fault, disk, watch, work }: Run): Promise<Outcome> {
  const calls: Call[] = [];
  const unwrap = wrapFileSystem(directory, (call, perform) => {
    const index = calls.push(call) - 1;
    const performNow: Perform = (args) => {
      const code = disk?.(call);
      if (code !== undefined) throw injected(code, call);
      return call.name === 'fsyncSync' ? undefined : perform(args);
    };
    const result =
      fault === undefined ? performNow() : withFault(fault, { call, index, perform: performNow });
    watch?.(call);
    return result;
  });
  try {
    await work();
    return { calls, error: undefined };
  } catch (error) {
    return { calls, error };
  } finally {
    unwrap();
  }
}

type Perform = (args?: readonly unknown[]) => unknown;
type Step = { readonly call: Call; readonly index: number; readonly perform: Perform };

function withFault(fault: Fault, step: Step): unknown {
  return fault.kind === 'kill' ? killed(fault, step) : failed(fault, step);
}

function killed({ at, when }: Fault & { kind: 'kill' }, { call, index, perform }: Step): unknown {
  if (index < at) return perform();
  if (index === at && when === 'after') perform();
  if (index === at && when === 'during') tear(call, perform);
  throw new Error('killed');
}

/** Half of a text is on disk when the process ends; of other calls there is no half. */
function tear({ name, args }: Call, perform: Perform): void {
  const [file, text] = args;
  if (name === 'writeFileSync' && typeof text === 'string') perform([file, text.slice(0, text.length / 2)]);
}

function failed({ at, code, isFor }: Fault & { kind: 'error' }, { call, index, perform }: Step): unknown {
  const fails = index === at || (index > at && isFor?.(call) === true);
  if (!fails) return perform();
  // The descriptor is gone whatever close(2) says.
  if (call.name === 'closeSync') perform();
  throw injected(code, call);
}

function injected(code: string, { name, path }: Call): Error {
  return Object.assign(new Error(`${code}: injected, ${name} '${path}'`), { code });
}
