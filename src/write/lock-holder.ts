import { mayRun, type ProcessIdentity } from './process-identity.ts';

/** Who holds a lock. */
export type LockHolder = ProcessIdentity & {
  /** When it was taken, RFC 3339. */
  readonly since: string;
};

/** @returns the text of a lock file */
export function encodeHolder({ pid, started, host, boot, namespace, since }: LockHolder): string {
  return `${JSON.stringify({ pid, started, host, boot, namespace, since })}\n`;
}

/** @returns the holder; undefined where the text is no lock's */
export function decodeHolder(text: string): LockHolder | undefined {
  try {
    const { pid, started, host, boot = '', namespace = '', since } = JSON.parse(text);
    const texts = [started, host, boot, namespace, since];
    const isWhole = Number.isInteger(pid) && pid > 0 && texts.every((value) => typeof value === 'string');
    return isWhole ? { pid, started, host, boot, namespace, since } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether the holder may still be at work; undefined, which nobody can tell, counts as that */
export function mayHold(holder: LockHolder | undefined): boolean {
  return holder === undefined || mayRun(holder);
}
