/** Lets a limited number of requests in at once; the others wait outside, in their order. */
export type Gate = { readonly enter: () => Promise<void>; readonly leave: () => void };

/** @param limit asked each time, since it may become known only later */
export function gate(limit: () => number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    enter: async () => {
      if (inside >= limit()) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
    },
    // Who leaves hands on the place.
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
}
