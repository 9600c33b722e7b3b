import type { Io, OutputStream } from '../io.ts';

/** How long a person waits without a word, and between two frames, in milliseconds. */
const PATIENCE = 1_000;
const INTERVAL = 100;

const FRAMES = ['|', '/', '-', '\\'] as const;
/** Back to the start of the line, and all of it erased (ECMA-48 EL 2). */
const CLEAR = '\r\u001b[2K';

type Progress = {
  readonly io: Pick<Io, 'stderr' | 'env' | 'signal'>;
  readonly label: Label;
  readonly quiet: boolean;
};

/** What is being done, as it stands or asked for anew with each frame. */
type Label = string | (() => string);

/**
 * Shows on a terminal that work goes on which takes longer than a second, in one line of stderr that leaves no trace.
 * Nothing is shown anywhere else: a log is not to be filled with frames.
 *
 * @param label `making keys`, or what tells it
 * @returns what the work returns; throws what it throws
 */
export async function withProgress<T>({ io, label, quiet }: Progress, work: Promise<T>): Promise<T> {
  const { stderr, signal } = io;
  if (quiet || !showsProgress(io)) return work;
  const spinner = startSpinner(stderr, label);
  signal.addEventListener('abort', spinner.stop);
  try {
    return await work;
  } finally {
    spinner.stop();
    signal.removeEventListener('abort', spinner.stop);
  }
}

/**
 * @returns a writer to stdout while a progress line may stand on the same terminal: the line goes, and comes back with
 *   the next frame
 */
export function besideProgress(
  io: Pick<Io, 'stdout' | 'stderr' | 'env'>,
  quiet: boolean,
): OutputStream['write'] {
  if (quiet || !showsProgress(io) || io.stdout.isTTY !== true) return (text) => io.stdout.write(text);
  return (text) => {
    io.stderr.write(CLEAR);
    io.stdout.write(text);
  };
}

function showsProgress({ stderr, env }: Pick<Io, 'stderr' | 'env'>): boolean {
  return stderr.isTTY === true && env['TERM'] !== 'dumb';
}

function startSpinner(stderr: OutputStream, label: Label): { readonly stop: () => void } {
  const start = performance.now();
  let shown = 0;
  const show = () => {
    const seconds = Math.floor((performance.now() - start) / 1_000);
    const done = typeof label === 'string' ? label : label();
    const line = `${FRAMES[shown % FRAMES.length]} ${done}, ${seconds} s`;
    shown++;
    // A line that wraps cannot be erased with one sequence.
    stderr.write(`${CLEAR}${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
  let timer = setTimeout(() => {
    show();
    timer = setInterval(show, INTERVAL).unref();
  }, PATIENCE).unref();
  return {
    stop: () => {
      clearTimeout(timer);
      if (shown > 0) stderr.write(CLEAR);
      shown = 0;
    },
  };
}
