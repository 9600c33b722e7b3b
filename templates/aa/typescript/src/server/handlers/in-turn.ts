/** Does what is asked for the same name one after the other, in the order in which it was asked. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** @returns turns of their own: each name has a queue, which is forgotten when nobody waits */
export const createTurns = (): InTurn => {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
};
