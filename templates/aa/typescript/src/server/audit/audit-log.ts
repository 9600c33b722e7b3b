import type { Log } from '../log/log.ts';
import type { Values } from '../metrics/values.ts';

/** Where audit events go, many at a time. @throws where they cannot be written */
export type AuditBackend = {
  readonly write: (lines: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Takes audit events in without ever waiting for where they go. */
export type AuditLog = {
  readonly write: (line: string) => void;
  /** Writes what was taken in, for some seconds at most. */
  readonly close: () => Promise<void>;
};

/** k8s.io/apiserver pkg/server/options/audit_unix.go defaultBatchBufferSize, and what these may hold in memory. */
const mostEvents = 10_000;
const mostCharacters = 64 * 1024 * 1024;
const lastWriteMilliseconds = 5_000;

/**
 * Writes events behind the requests that they are of: what comes while the backend works is kept and goes in one piece
 * afterwards; what is too much, or what the backend fails to take, is counted and lost.
 */
export const createAuditLog = (
  backend: AuditBackend,
  { errors, log }: { readonly errors: Values; readonly log: Log },
): AuditLog => {
  let lines: string[] = [];
  let characters = 0;
  let working: Promise<void> | undefined;
  const fail = trouble(errors, log);

  const work = async (): Promise<void> => {
    while (lines.length > 0) {
      const taken = lines;
      lines = [];
      characters = 0;
      try {
        await backend.write(taken.join(''));
        fail.over();
      } catch (cause) {
        fail.lost('log', taken.length, cause);
      }
    }
    working = undefined;
  };
  return {
    write: (line) => {
      if (lines.length >= mostEvents || characters + line.length > mostCharacters) {
        fail.lost('buffered', 1, new Error('audit buffer queue blocked'));
        return;
      }
      lines.push(line);
      characters += line.length;
      // In a turn of its own, so that events of one turn go together.
      working ??= new Promise<void>((resolve) => setImmediate(resolve)).then(work);
    },
    close: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, lastWriteMilliseconds).unref());
      await Promise.race([working, late]);
      await Promise.race([backend.close(), late]);
    },
  };
};

/** Counts what is lost, and logs why, once until all is well again. */
const trouble = (errors: Values, log: Log) => {
  let problem = '';
  return {
    over: () => {
      problem = '';
    },
    lost: (plugin: string, count: number, cause: unknown): void => {
      errors.of(plugin).value += count;
      const message = cause instanceof Error ? cause.message : String(cause);
      if (message !== problem) log.error('Audit events are lost', { plugin, err: message });
      problem = message;
    },
  };
};
