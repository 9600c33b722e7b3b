/** Steps that take back what a write has done so far. */
export type UndoLog = {
  readonly add: (step: () => void) => void;
  /** Takes everything back, last step first. */
  readonly run: () => void;
};

/**
 * @returns an empty log; a step that fails keeps no other from being taken back, since the caller is about to report
 *   the failure that came first
 */
export function createUndoLog(): UndoLog {
  const steps: (() => void)[] = [];
  return {
    add: (step) => void steps.push(step),
    run: () => {
      for (const step of steps.toReversed()) attempt(step);
    },
  };
}

function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // What cannot be taken back is left; the error that is reported names the path.
  }
}
