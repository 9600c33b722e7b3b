/** What goes on after its request was answered, a watch or a websocket: each is told when the server ends. */
export type LongLivedConnections = {
  /**
   * Calls `close` once when the server ends, at once where it is ending already, unless the function that this gives
   * was called before.
   */
  readonly add: (close: () => void) => () => void;
  readonly count: () => number;
  /** Closes all that are open, and each later one at once. */
  readonly closeAll: () => void;
};

/** No connections to begin with. */
export const createLongLivedConnections = (): LongLivedConnections => {
  const open = new Set<() => void>();
  let ending = false;
  return {
    add: (close) => {
      if (ending) {
        close();
        return () => {};
      }
      const own = () => close();
      open.add(own);
      return () => open.delete(own);
    },
    count: () => open.size,
    closeAll: () => {
      ending = true;
      for (const close of open) close();
      open.clear();
    },
  };
};
