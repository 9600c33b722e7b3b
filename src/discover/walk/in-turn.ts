import type { Emit, TraceEvent } from '../log/trace-event.ts';

/** Two requests at once, logged one after the other. */
export type Turns = { readonly first: Emit; readonly second: Emit; readonly firstEnded: () => void };

/**
 * kubectl asks /api and then /apis. kx asks both at once and still logs them in that order: what happens to the second
 * is held back, with the time at which it happened, until the first has ended.
 */
export function inTurn(emit: Emit): Turns {
  let held: TraceEvent[] | undefined = [];
  return {
    first: emit,
    second: (event) => {
      if (held === undefined) emit(event);
      else held.push(event);
    },
    firstEnded: () => {
      for (const event of held ?? []) emit(event);
      held = undefined;
    },
  };
}
